// Lines of text in files that are compressed, a part at a time.

/** Text that is joined until it is so long: a small chunk costs the compressor as much as a large one. */
const CHUNK = 64 * 1024;

/** Writes lines into a new file, compressed; readable by its owner alone. */
export async function writeCompressed(path: string, lines: AsyncIterable<string>): Promise<void> {
  const file = await Deno.open(path, { write: true, create: true, truncate: true, mode: 0o600 });
  await ReadableStream.from(joined(lines))
    .pipeThrough(new TextEncoderStream())
    .pipeThrough(new CompressionStream("gzip"))
    .pipeTo(file.writable);
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

/** The lines of a compressed file without their ends. What follows the last end is a line as well. */
export async function* readCompressed(path: string): AsyncGenerator<string> {
  using file = await Deno.open(path);
  const text = file.readable
    .pipeThrough(new DecompressionStream("gzip"))
    .pipeThrough(new TextDecoderStream());
  let rest = "";
  for await (const part of text) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest) yield rest;
}
