import { ChatError } from "../../lib/protocol/errors.ts";
import { MAX_FRAME_BYTES } from "../../lib/protocol/limits.ts";
import { LastBytes } from "../../lib/http/last_bytes.ts";
import type { HttpContext } from "../../lib/http/environment.ts";

/** What a form holds beside the bytes of its file: a text, each byte of which is one. */
const BESIDE_BYTES = 3 * MAX_FRAME_BYTES;

/** A form with a file. Where that is too large, it is not in it: only what was typed beside it. */
export interface UploadForm {
  form: FormData;
  tooLarge: boolean;
}

/**
 * Reads a form with a file of at most so many bytes. A larger one is thrown away as it comes, so that a
 * browser shows the answer. Throws `invalid-frame` for a body that is not what it says to be.
 */
export async function readUpload(c: HttpContext, most: number): Promise<UploadForm> {
  const length = Number(c.req.header("content-length") ?? Infinity);
  const tooLarge = length > most + BESIDE_BYTES;
  const reading = tooLarge ? readBeside(c.req.raw) : c.req.formData();
  const form = await reading.catch(() => {
    throw new ChatError("invalid-frame"); // a boundary is missing, or no part ends
  });
  return { form, tooLarge };
}

/** The fields of a form without its one file, of which the bytes are never all in memory. */
async function readBeside(request: Request): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  const boundary = /boundary="?([^";]+)/i.exec(type)?.[1];
  const { head, tail } = await readEnds(request.body);
  if (boundary === undefined) return new FormData();
  const parts = [...partsOf(head, boundary), ...partsOf(tail, boundary)];
  const body = parts.map((part) => `--${boundary}${part}\r\n`).join("") + `--${boundary}--\r\n`;
  const bytes = Uint8Array.from(body, (sign) => sign.charCodeAt(0));
  return await new Response(bytes, { headers: { "Content-Type": type } }).formData();
}

/** The parts that stand whole between two boundaries and hold no file; each character is a byte. */
function partsOf(bytes: string, boundary: string): string[] {
  const pieces = `\r\n${bytes}`.split(`\r\n--${boundary}`);
  return pieces.slice(1, -1).filter((part) => !part.split("\r\n\r\n", 1)[0]?.includes("filename="));
}

/** How a stream begins and how it ends, each character a byte; what is between is let go. */
async function readEnds(stream: ReadableStream<Uint8Array> | null) {
  let head = "";
  const last = new LastBytes(BESIDE_BYTES);
  try {
    for await (const chunk of stream ?? []) {
      const room = Math.max(0, BESIDE_BYTES - head.length);
      head += charactersOf(chunk.subarray(0, room));
      last.add(chunk.subarray(room));
    }
  } catch {
    // the line may be cut: then nobody waits for the answer
  }
  return { head, tail: charactersOf(last.bytes) };
}

function charactersOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
