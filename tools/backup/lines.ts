// Lines of text in files that are compressed.
import { gunzipped, gzipped, linesOf } from "../../lib/runtime/lines.ts";

/** Writes lines into a new file, compressed; readable by its owner alone. */
export async function writeCompressed(path: string, lines: AsyncIterable<string>): Promise<void> {
  const file = await Deno.open(path, { write: true, create: true, truncate: true, mode: 0o600 });
  await gzipped(lines).pipeTo(file.writable);
}

/** The lines of a compressed file without their ends. What follows the last end is a line as well. */
export async function* readCompressed(path: string): AsyncGenerator<string> {
  using file = await Deno.open(path);
  yield* linesOf(gunzipped(file.readable));
}
