import { assert, assertEquals } from "@std/assert";
import jsQr from "jsqr";
import { qrRows } from "../../lib/terminal/qr_rows.ts";
import { qrLines } from "../../lib/terminal/show_code.ts";

const LINK = "https://chat.example.org/pair?code=WDJB-MJHT";
/** Pixels of a module: what a camera sees has some. */
const SCALE = 4;

/** What a camera reads of half blocks that are drawn with ink of a grey on another ground. */
function readBy(rows: readonly string[], ink: number, ground: number): string | undefined {
  const width = (rows[0]?.length ?? 0) * SCALE;
  const height = rows.length * 2 * SCALE;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sign = rows[Math.floor(y / SCALE / 2)]?.[Math.floor(x / SCALE)] ?? " ";
      const isUpper = Math.floor(y / SCALE) % 2 === 0;
      const isInk = sign === "█" || sign === (isUpper ? "▀" : "▄");
      pixels.fill(isInk ? ink : ground, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  // Cameras try both; here what is dark must be dark.
  return jsQr.default(pixels, width, height, { inversionAttempts: "dontInvert" })?.data;
}

Deno.test("qr - a camera reads the link, on a light ground and on a dark one", () => {
  assertEquals(readBy(qrRows(LINK), 0, 255), LINK);
  assertEquals(readBy(qrRows(LINK, "light"), 255, 0), LINK);
});

Deno.test("qr - it is drawn where it fits, in colours of its own where there are any", () => {
  const paper = { depth: "16", light: false } as const;
  assertEquals(qrLines(LINK, { ...paper, columns: undefined }), []);
  assertEquals(qrLines(LINK, { ...paper, columns: 20 }), []);
  const lines = qrLines(LINK, { ...paper, columns: 80 });
  assert(lines.every((line) => line.startsWith("\x1b[30;47m") && line.endsWith("\x1b[0m")));
  const plain = { ...paper, depth: "none", columns: 80 } as const;
  assertEquals(qrLines(LINK, plain), qrRows(LINK, "light"));
  assertEquals(qrLines(LINK, { ...plain, light: true }), qrRows(LINK, "dark"));
});
