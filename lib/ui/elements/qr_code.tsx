// Drawn by the server, or where a page has it already: never fetched.
import { encode } from "uqr";

/** Empty modules around a QR code, by which cameras find it (ISO/IEC 18004: four). */
const QUIET = 4;

/** A QR code, dark on light in every theme. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: QUIET, ecc: "M" });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => on ? `M${x} ${y}h1v1h-1z` : []));
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path d={dark.join("")} />
    </svg>
  );
}
