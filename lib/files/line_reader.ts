/** What is taken from a line at once, in bytes. */
const ROOM_BYTES = 32 * 1024;

/** The bytes that come on a line. */
export interface LineReader {
  /**
   * What comes next, good until the next call; nothing at the end, and where the line is cut: what came
   * until then counts.
   */
  next(): Promise<Uint8Array | undefined>;
  cancel(): Promise<void>;
}

/**
 * Reads a stream. The body of a request puts its bytes into memory that it is given: so nothing is
 * allocated for what passes, however many files come at once.
 */
export function readerOf(stream: ReadableStream<Uint8Array>): LineReader {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: "byob" });
  } catch {
    return plainReader(stream.getReader()); // a stream of another kind
  }
  let room = new ArrayBuffer(ROOM_BYTES);
  return {
    async next() {
      const { value, done } = await reader.read(new Uint8Array(room)).catch(() => CUT);
      if (done || !value) return undefined;
      room = value.buffer;
      return value;
    },
    cancel: () => reader.cancel(),
  };
}

const CUT = { done: true, value: undefined } as const;

function plainReader(reader: ReadableStreamDefaultReader<Uint8Array>): LineReader {
  return {
    async next() {
      const { value, done } = await reader.read().catch(() => CUT);
      return done ? undefined : value;
    },
    cancel: () => reader.cancel(),
  };
}
