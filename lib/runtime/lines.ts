// Lines of text as compressed bytes, and back, a part at a time.

/** Text that is joined until it is so long: a small chunk costs the compressor as much as a large one. */
const CHUNK = 64 * 1024;

/** A longer line is none that we write, or read from others: in UTF-16 code units, or in bytes. */
export const MAX_LINE = 64 * 1024 * 1024;
/** The byte that ends a line. */
const LINE_END = 0x0a;

/** Lines, each with its end, as bytes that are compressed. */
export function gzipped(lines: AsyncIterable<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return ReadableStream.from(joined(lines))
    .pipeThrough(new TextEncoderStream())
    .pipeThrough(new CompressionStream("gzip"));
}

async function* joined(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let text = "";
  for await (const line of lines) {
    text += line;
    if (text.length < CHUNK) continue;
    yield text;
    text = "";
  }
  if (text) yield text;
}

/** The same bytes, decompressed. Throws what a stream throws that is cut or broken. */
export function gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const stream = ReadableStream.from(bytes) as ReadableStream<Uint8Array<ArrayBuffer>>;
  return stream.pipeThrough(new DecompressionStream("gzip"));
}

/**
 * The lines of text in a stream of bytes, without their ends. Throws `RangeError` where one is longer
 * than `max` UTF-16 code units: a small compressed stream may hold one that no memory does.
 */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  max = MAX_LINE,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun: string[] = []; // of the line that has not ended: joined once
  let length = 0;
  for await (const part of bytes) {
    const lines = decoder.decode(part, { stream: true }).split("\n");
    const last = lines.pop()!;
    if (lines.length > 0) {
      lines[0] = [...begun, lines[0]].join("");
      yield* lines;
      [begun, length] = [[], 0];
    }
    begun.push(last);
    length += last.length;
    if (length > max) throw new RangeError(`A line is longer than ${max}`);
  }
  const rest = begun.join("") + decoder.decode();
  if (rest !== "") yield rest;
}

/** A line as bytes, without its end, and where it begins. */
export interface PlacedLine {
  bytes: Uint8Array<ArrayBuffer>;
  offset: number;
}

/**
 * The same with where each line stands, for who reads it again later; `max` in bytes. Takes linear time,
 * however long the lines and however short the parts are.
 */
export async function* placedLinesOf(
  parts: AsyncIterable<Uint8Array>,
  max = MAX_LINE,
): AsyncGenerator<PlacedLine> {
  let begun: Uint8Array[] = []; // likewise
  let [length, offset] = [0, 0];
  function ended(last: Uint8Array): PlacedLine {
    const bytes = new Uint8Array(length + last.length);
    let at = 0;
    for (const some of [...begun, last]) {
      bytes.set(some, at);
      at += some.length;
    }
    const line = { bytes, offset };
    offset += bytes.length + 1;
    [begun, length] = [[], 0];
    return line;
  }
  for await (const part of parts) {
    let from = 0;
    for (let end = part.indexOf(LINE_END); end >= 0; end = part.indexOf(LINE_END, from)) {
      yield ended(part.subarray(from, end));
      from = end + 1;
    }
    if (from < part.length) begun.push(part.slice(from));
    length += part.length - from;
    if (length > max) throw new RangeError(`A line is longer than ${max}`);
  }
  if (length > 0) yield ended(new Uint8Array(0));
}
