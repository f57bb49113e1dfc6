// What a camera reads of a QR code that a page draws.
import jsQr from "jsqr";
import type { Locator } from "playwright-core";

/** Pixels of a module: what a camera sees has some. */
const SCALE = 4;

/** Cameras try both; here what is dark must be dark. */
function read(pixels: Uint8ClampedArray, width: number, height: number): string | undefined {
  return jsQr.default(pixels, width, height, { inversionAttempts: "dontInvert" })?.data;
}

/** The text of the first QR code in HTML: squares of one module in a path, on light. */
export function readQr(html: string): string | undefined {
  const [, side = "", path = ""] =
    /<svg class="qr" viewBox="0 0 (\d+) \1"[^>]*>\s*<path d="([^"]*)"/.exec(html) ?? [];
  const width = Number(side) * SCALE;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x = "", y = ""] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < SCALE; row++) {
      const at = ((Number(y) * SCALE + row) * width + Number(x) * SCALE) * 4;
      for (let byte = 0; byte < SCALE * 4; byte++) if (byte % 4 !== 3) pixels[at + byte] = 0;
    }
  }
  return width > 0 ? read(pixels, width, width) : undefined;
}

/** The text of one that is seen in a browser, as its pixels are. */
export async function seenQr(code: Locator): Promise<string | undefined> {
  const shot = (await code.screenshot()).toString("base64");
  const tab = await code.page().context().newPage(); // a page without a policy that keeps pictures out
  const { data, width, height } = await tab.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    return { data: [...data], width, height };
  }, shot);
  await tab.close();
  return read(new Uint8ClampedArray(data), width, height);
}
