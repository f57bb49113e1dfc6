/** Whether this Deno decodes and scales pictures by itself. */
export function scalesPictures(): boolean {
  return typeof createImageBitmap === "function" && typeof OffscreenCanvas === "function";
}

/** A picture (PNG, JPEG, WebP, GIF) as a PNG of another size; rejects where it is none. */
export async function scaledPng(
  picture: Blob,
  { width, height }: { width: number; height: number },
): Promise<Uint8Array> {
  const size = { resizeWidth: width, resizeHeight: height, resizeQuality: "high" } as const;
  const bitmap = await createImageBitmap(picture, size);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("bitmaprenderer");
  if (!context) throw new Error("No canvas takes pictures here");
  context.transferFromImageBitmap(bitmap);
  return new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
}
