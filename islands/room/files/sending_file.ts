// Brings one file to the server. Loaded when the first one is chosen.
import { rgbaToThumbHash } from "thumbhash";
import { type DetailedError, Upload } from "tus-js-client";
import type { SharedFile } from "../../../lib/protocol/files.ts";
import { bytesOfBlob, isNew, type Segment } from "../../../lib/pictures/bytes.ts";
import type { Picture } from "../../../lib/pictures/format.ts";
import { readIsoMedia } from "../../../lib/pictures/iso_media.ts";
import { readPicture } from "../../../lib/pictures/picture.ts";

const UPLOADS = "/api/v1/files";
/** A line that is lost may come back: so long it is tried again, in milliseconds. */
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000];
/** The longest side of a preview, and from which size on there is one. */
const PREVIEW = { side: 1_600, fromBytes: 400 * 1024, quality: 0.82 };
/** A ThumbHash is made of a picture of at most so many pixels a side. */
const THUMB_SIDE = 100;

/** The server does not take it: its words. */
class Refused extends Error {
  override readonly name = "Refused";
}

/** A file on its way. */
export interface SendingFile {
  /** Brings it, or goes on where it was; gives what a message says of it. Rejects when it is cut off. */
  run(): Promise<SharedFile>;
  cancel(): void;
}

/** Prepares a file: of a picture, what tells where it was taken goes, and a preview is made. */
export async function prepareFile(
  file: File,
  progress: (part: number) => void,
): Promise<SendingFile> {
  const picture = await readPicture(bytesOfBlob(file)).catch(() => undefined); // the server looks too
  const media = picture ?? await readIsoMedia(bytesOfBlob(file)).catch(() => undefined);
  const blob = cleaned(file, picture?.type ?? file.type, media?.clean);
  const drawn = picture && await draw(blob, picture).catch(() => undefined); // it goes without a preview
  const whole = new Bringing(
    blob,
    file.name,
    (part) => progress(drawn?.preview ? part * 0.8 : part),
  );
  const small = drawn?.preview &&
    new Bringing(drawn.preview, "preview.webp", (part) => progress(0.8 + part * 0.2));
  return {
    async run() {
      const id = await whole.run();
      const preview = await small?.run();
      return {
        ...{ id, name: file.name, size: blob.size },
        type: picture?.type ?? (file.type || "application/octet-stream"),
        ...(picture && { width: picture.width, height: picture.height }),
        ...(drawn && { thumbHash: drawn.thumbHash }),
        ...(preview && { preview }),
        ...(media?.place && { placeRemoved: true }),
      };
    },
    cancel() {
      whole.cancel();
      small?.cancel();
    },
  };
}

/** One upload, which goes on where it was however often it is run. */
class Bringing {
  #upload: Upload | undefined;
  #id: string | undefined;

  constructor(
    private readonly blob: Blob,
    private readonly name: string,
    private readonly progress: (part: number) => void,
  ) {}

  async run(): Promise<string> {
    if (this.#id) return this.#id;
    const done = Promise.withResolvers<string>();
    const options = {
      endpoint: UPLOADS,
      metadata: { filename: this.name },
      retryDelays: RETRY_MS,
      storeFingerprintForResuming: false,
      onProgress: (sent: number, all: number | null) => this.progress(all ? sent / all : 0),
      onError: (error: Error | DetailedError) => done.reject(refusalOf(error) ?? error),
      onSuccess: () => done.resolve(this.#upload?.url?.split("/").at(-1) ?? ""),
    };
    const before = this.#upload?.url;
    this.#upload = new Upload(this.blob, { ...options, ...(before && { uploadUrl: before }) });
    this.#upload.start();
    return this.#id = await done.promise;
  }

  cancel(): void {
    this.#upload?.abort(true).catch(() => {}); // it is swept anyway
  }
}

/** What the server says of why not, if it was asked. */
function refusalOf(error: Error | DetailedError): Refused | undefined {
  if (!("originalResponse" in error) || !error.originalResponse) return undefined;
  if (error.originalResponse.getStatus() >= 500) return undefined;
  try {
    const problem: unknown = JSON.parse(error.originalResponse.getBody());
    if (typeof problem !== "object" || problem === null || !("detail" in problem)) return undefined;
    return new Refused(String(problem.detail));
  } catch {
    return undefined; // no problem document
  }
}

/** The picture without what is not to be sent: parts of the file, none of which is copied. */
function cleaned(file: File, type: string, clean: readonly Segment[] | undefined): Blob {
  if (!clean) return file;
  return new Blob(clean.map((one) => isNew(one) ? one : file.slice(one.from, one.to)), { type });
}

async function draw(blob: Blob, { type, width, height }: Picture) {
  const bitmap = await createImageBitmap(blob);
  const longest = Math.max(bitmap.width, bitmap.height);
  const thumb = canvasOf(bitmap, Math.min(1, THUMB_SIDE / longest));
  const { data, width: w, height: h } = thumb.context.getImageData(
    ...[0, 0, thumb.canvas.width, thumb.canvas.height] as const,
  );
  const thumbHash = rgbaToThumbHash(w, h, data)
    .toBase64({ alphabet: "base64url", omitPadding: true });
  const isLarge = Math.max(width, height) > PREVIEW.side || blob.size > PREVIEW.fromBytes;
  const { canvas } = canvasOf(bitmap, Math.min(1, PREVIEW.side / longest));
  const made = isLarge && type !== "image/gif"
    ? await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, "image/webp", PREVIEW.quality)
    )
    : null;
  bitmap.close();
  return { thumbHash, ...(made && made.size < blob.size * 0.8 && { preview: made }) };
}

function canvasOf(bitmap: ImageBitmap, scale: number) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw");
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return { canvas, context };
}
