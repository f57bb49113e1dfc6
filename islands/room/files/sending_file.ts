// Brings one file to the server. Loaded when the first one is chosen.
import { rgbaToThumbHash } from "thumbhash";
import { type DetailedError, Upload } from "tus-js-client";
import * as v from "valibot";
import type { KeptBytes, PreparedFile } from "../../../lib/client/file_storage.ts";
import { ERROR_CODES } from "../../../lib/protocol/errors.ts";
import { bytesOfBlob, isNew, type Segment } from "../../../lib/pictures/bytes.ts";
import type { Picture } from "../../../lib/pictures/format.ts";
import { readIsoMedia } from "../../../lib/pictures/iso_media.ts";
import { NotTaken } from "./sending_error.ts";
import { readPicture } from "../../../lib/pictures/picture.ts";

const problemOf = v.object({ code: v.picklist(ERROR_CODES), detail: v.string() });
const UPLOADS = "/api/v1/files";
/** A line that is lost may come back: so long it is tried again, in milliseconds. */
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000];
/** The longest side of a preview, and from which size on there is one. */
const PREVIEW = { side: 1_600, fromBytes: 400 * 1024, quality: 0.82 };
/** A ThumbHash is made of a picture of at most so many pixels a side. */
const THUMB_SIDE = 100;

/** What is refused for no longer than this is tried again unasked, in seconds. */
const PASSING_S = 60;

/** Prepares a file: of a picture, what tells where it was taken goes, and a preview is made. */
export async function prepareFile(
  file: Blob,
  name: string,
): Promise<KeptBytes & { about: PreparedFile }> {
  const picture = await readPicture(bytesOfBlob(file)).catch(() => undefined); // the server looks too
  const media = picture ?? await readIsoMedia(bytesOfBlob(file)).catch(() => undefined);
  const whole = cleaned(file, picture?.type ?? file.type, media?.clean);
  const drawn = picture && await draw(whole, picture).catch(() => undefined); // it goes without a preview
  return {
    whole,
    ...(drawn?.preview && { preview: drawn.preview }),
    about: {
      name,
      size: whole.size,
      type: picture?.type ?? (file.type || "application/octet-stream"),
      ...(picture && { width: picture.width, height: picture.height }),
      ...(drawn && { thumbHash: drawn.thumbHash }),
      ...(media?.place && { placeRemoved: true }),
    },
  };
}

/** What an upload tells of itself while it runs. */
export interface Bringing {
  progress(part: number): void;
  /** Where it goes on, also in another page. */
  begun(url: string): void;
}

/** One upload, which goes on where it was however often it is run. */
export class BroughtBlob {
  #upload: Upload | undefined;
  #over: ((why: Error) => void) | undefined;

  constructor(
    private readonly blob: Blob,
    private readonly name: string,
    private url: string | undefined,
    private readonly told: Bringing,
  ) {}

  /** Gives its id. Rejects with `NotTaken`, or when it is cut off. */
  async run(): Promise<string> {
    const done = Promise.withResolvers<string>();
    this.#over = done.reject;
    const options = {
      endpoint: UPLOADS,
      metadata: { filename: this.name },
      retryDelays: RETRY_MS,
      storeFingerprintForResuming: false,
      onProgress: (sent: number, all: number | null) => this.told.progress(all ? sent / all : 0),
      onUploadUrlAvailable: () => {
        const url = this.#upload?.url ?? undefined;
        if (url && url !== this.url) this.told.begun(this.url = url);
      },
      onError: (error: Error | DetailedError) => done.reject(refusalOf(error) ?? error),
      onSuccess: () => done.resolve(this.#upload?.url?.split("/").at(-1) ?? ""),
    };
    this.#upload = new Upload(this.blob, { ...options, ...(this.url && { uploadUrl: this.url }) });
    this.#upload.start();
    return await done.promise;
  }

  /** Ends it, and `run` with it; `alsoThere`: what came of it goes from the server. */
  stop(alsoThere: boolean): void {
    this.#upload?.abort(alsoThere).catch(() => {}); // it is swept anyway
    this.#over?.(new Error("The upload was ended"));
  }
}

/** What the server says of why not, if it was asked and will not change its mind. */
function refusalOf(error: Error | DetailedError): NotTaken | undefined {
  if (!("originalResponse" in error) || !error.originalResponse) return undefined;
  const status = error.originalResponse.getStatus();
  // Who was signed out may come back.
  if (status >= 500 || status === 401) return undefined;
  if (Number(error.originalResponse.getHeader("retry-after") ?? Infinity) <= PASSING_S) {
    return undefined;
  }
  try {
    const problem = v.parse(problemOf, JSON.parse(error.originalResponse.getBody()));
    return new NotTaken({ code: problem.code, message: problem.detail });
  } catch {
    return undefined; // no problem document
  }
}

/** The picture without what is not to be sent: parts of the file, none of which is copied. */
function cleaned(file: Blob, type: string, clean: readonly Segment[] | undefined): Blob {
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
