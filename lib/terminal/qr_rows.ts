import { encode } from "uqr";

/** Light modules around the code, of the four that ISO/IEC 18004 asks for: cameras find it with two. */
const QUIET_ZONE = 2;

/**
 * A QR code as rows of half blocks, two modules a row. `drawn`: which modules are drawn with ink, the dark
 * ones on a light ground, the light ones on a dark one.
 */
export function qrRows(text: string, drawn: "dark" | "light" = "dark"): string[] {
  const { data, size } = encode(text, { border: QUIET_ZONE, ecc: "L" });
  const isDrawn = (x: number, y: number) => (data[y]?.[x] ?? false) === (drawn === "dark");
  return Array.from({ length: Math.ceil(size / 2) }, (_, row) => {
    let signs = "";
    for (let x = 0; x < size; x++) {
      const [upper, lower] = [isDrawn(x, 2 * row), isDrawn(x, 2 * row + 1)];
      signs += upper ? lower ? "█" : "▀" : lower ? "▄" : " ";
    }
    return signs;
  });
}
