// A picture that somebody chooses for themselves, or for the community, becomes a small square.

/** So many pixels a side: four times what is shown. */
const SIDE = 256;
const QUALITY = 0.85;

/** Makes a square of whatever is chosen in a form for pictures, before it is sent. `stop` ends it. */
export function squarePictures(): () => void {
  const onChange = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement) || target.type !== "file") return;
    if (!target.form || target.form.dataset.picture === undefined) return;
    void replace(target);
  };
  document.addEventListener("change", onChange);
  return () => document.removeEventListener("change", onChange);
}

/** Puts the square in place of what was chosen; what cannot be drawn goes as it is, and the server says why not. */
async function replace(input: HTMLInputElement): Promise<void> {
  const chosen = input.files?.[0];
  const square = chosen && await squareOf(chosen).catch(() => undefined);
  if (!square || input.files?.[0] !== chosen) return;
  const files = new DataTransfer();
  files.items.add(new File([square], "picture.webp", { type: square.type }));
  input.files = files.files;
  input.form?.setAttribute("data-ready", "");
}

/** The middle of a picture, turned as it is shown, without anything that its file tells. */
async function squareOf(file: Blob): Promise<Blob | undefined> {
  const bitmap = await createImageBitmap(file);
  const from = Math.min(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  context.imageSmoothingQuality = "high";
  const [left, top] = [(bitmap.width - from) / 2, (bitmap.height - from) / 2];
  context.drawImage(bitmap, left, top, from, from, 0, 0, SIDE, SIDE);
  bitmap.close();
  return await new Promise((resolve) =>
    canvas.toBlob((blob) => resolve(blob ?? undefined), "image/webp", QUALITY)
  );
}
