import { MAX_BODY_BYTES, MAX_CLIENT_TAG_BYTES } from "./line.ts";

/** What a client sent: a line, or why it is none. */
export type ReadLine =
  | { is: "line"; text: string }
  | { is: "empty" }
  | { is: "too-long" }
  | { is: "not-utf8" };

/** Bytes of a line with its tags; what comes beyond is dropped up to the line's end. */
const MAX_LINE_BYTES = MAX_CLIENT_TAG_BYTES + MAX_BODY_BYTES;
/** A line that does not end is told, and counted, as often as so many bytes of it were dropped. */
const DROPPED_BYTES = 16 * 1024;
const SPACE = 0x20;
const AT = 0x40;
const LF = 0x0a;
const CR = 0x0d;

/** Makes lines of the bytes of a stream; holds no more than one line of them. */
export class LineReader {
  readonly #held = new Uint8Array(MAX_LINE_BYTES + 1); // and a CR
  #length = 0;
  #overflowed = false;
  #dropped = 0;

  /** The lines that end in these bytes. */
  *read(bytes: Uint8Array): Generator<ReadLine> {
    let from = 0;
    while (from < bytes.length) {
      const end = bytes.indexOf(LF, from);
      this.#hold(bytes.subarray(from, end < 0 ? bytes.length : end));
      if (this.#dropped >= DROPPED_BYTES) {
        this.#dropped = 0;
        yield { is: "too-long" };
      }
      if (end < 0) return;
      from = end + 1;
      yield this.#take();
    }
  }

  #hold(bytes: Uint8Array): void {
    const room = this.#held.length - this.#length;
    if (bytes.length > room) {
      this.#overflowed = true;
      this.#dropped += bytes.length - room;
    }
    this.#held.set(bytes.subarray(0, room), this.#length);
    this.#length += Math.min(room, bytes.length);
  }

  #take(): ReadLine {
    const overflowed = this.#overflowed;
    const length = this.#length - (this.#held[this.#length - 1] === CR ? 1 : 0);
    const line = this.#held.subarray(0, Math.max(0, length));
    this.#length = 0;
    this.#overflowed = false;
    this.#dropped = 0;
    return overflowed ? { is: "too-long" } : readLineBytes(line);
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** One line without its line break. */
export function readLineBytes(line: Uint8Array): ReadLine {
  if (line.length === 0) return { is: "empty" };
  const tags = line[0] === AT ? line.indexOf(SPACE) + 1 || line.length : 0;
  if (tags > MAX_CLIENT_TAG_BYTES || line.length - tags > MAX_BODY_BYTES) return { is: "too-long" };
  try {
    return { is: "line", text: utf8.decode(line).replace(/[\r\0]/g, "") };
  } catch {
    return { is: "not-utf8" };
  }
}
