// Pictures of pages, made small: what was fetched is decoded here once, and shown to nobody.
import { Semaphore } from "../async/semaphore.ts";
import { bytesOf } from "../pictures/bytes.ts";
import { readPicture } from "../pictures/picture.ts";

/** A picture as it is kept. */
export interface SmallPicture {
  bytes: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

/** The shorter side is that of the card's square on a sharp screen; the longer side is cut off there. */
const SIDES: Sides = { shorter: 192, longer: 480 };
/** Decoded it takes four bytes a pixel: more is not begun. */
const MAX_PIXELS = 12_000_000;
/** Of a PNG: drawings are smaller so, and keep what is transparent. Larger ones become a JPEG. */
const MAX_PNG_BYTES = 48 * 1024;
const QUALITY = 0.82;
const TIMEOUT_MS = 5_000;
/** One after the other: each takes a thread and its memory. */
const MAX_QUEUED = 20;

/** What is far larger is first made so many times as large by taking dots out: a tenth of the work. */
const ROUGHLY = 4;

/** What a picture becomes at most, in pixels. */
interface Sides {
  shorter: number;
  longer: number;
}

interface Size {
  width: number;
  height: number;
}

/** What the thread is sent: the picture, what it becomes first if anything, and what it becomes. */
interface Task {
  bytes: Uint8Array<ArrayBuffer>;
  rough: Size | undefined;
  size: Size;
}

/** Makes a picture small; nothing of what is none, is too large, or takes too long. Never rejects. */
export type ShrinkPicture = (bytes: Uint8Array<ArrayBuffer>) => Promise<SmallPicture | undefined>;

/**
 * On a thread of its own, which ends with the picture: what decodes it may take long, and memory, and
 * then goes. Its sizes are read before (`lib/pictures`), so that few bytes become no large picture.
 */
export function createShrinkPicture(sides: Sides = SIDES): ShrinkPicture {
  const turns = new Semaphore({ concurrency: 1, maxQueued: MAX_QUEUED });
  return async (bytes) => {
    const read = await readPicture(bytesOf(bytes));
    if (!read || read.width * read.height > MAX_PIXELS) return undefined;
    const size = smallSize(read, sides);
    const rough = { width: size.width * ROUGHLY, height: size.height * ROUGHLY };
    const isFar = read.width > rough.width && read.height > rough.height;
    const task = { bytes, rough: isFar ? rough : undefined, size };
    const made = await turns.run(() => onThread(task)).catch(() => undefined); // one less
    return made && { bytes: made, ...size };
  };
}

function smallSize({ width, height }: Size, { shorter, longer }: Sides): Size {
  const scale = Math.min(
    1,
    shorter / Math.min(width, height),
    Math.max(longer / Math.max(width, height), 1 / Math.min(width, height)),
  );
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** Rejects where the picture is not decoded, or not in time. */
async function onThread(task: Task): Promise<Uint8Array<ArrayBuffer>> {
  const source = `(${serve})(${MAX_PNG_BYTES}, ${QUALITY})`;
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(source)}`, {
    type: "module",
  });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  const timer = setTimeout(() => reject(new Error("It took too long")), TIMEOUT_MS);
  worker.addEventListener("message", ({ data }) => {
    if (data instanceof Uint8Array) resolve(new Uint8Array(data));
    else reject(new Error("It cannot be decoded"));
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault(); // or it would end this process
    reject(new Error(event.message));
  });
  try {
    worker.postMessage(task);
    return await promise;
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

/** What runs there, as text: it may use nothing that stands outside of it. */
function serve(maxPngBytes: number, quality: number): void {
  const resized = (from: ImageBitmapSource, { width, height }: Size, quality: ResizeQuality) =>
    createImageBitmap(from, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: quality,
    });
  async function shrunk({ bytes, rough, size }: Task): Promise<Uint8Array> {
    const picture = new Blob([bytes]);
    const near = rough ? await resized(picture, rough, "pixelated") : picture;
    const bitmap = await resized(near, size, "medium");
    const canvas = new OffscreenCanvas(size.width, size.height);
    canvas.getContext("bitmaprenderer")!.transferFromImageBitmap(bitmap);
    const png = await canvas.convertToBlob({ type: "image/png" });
    const blob = png.size <= maxPngBytes
      ? png
      : await canvas.convertToBlob({ type: "image/jpeg", quality });
    return new Uint8Array(await blob.arrayBuffer());
  }
  addEventListener("message", (event) => {
    shrunk((event as MessageEvent<Task>).data).then(postMessage, () => postMessage(undefined));
  });
}
