import { basename } from "node:path";
import type { ImportInput } from "../../lib/moving/import/input.ts";

/** A file on the disk, read in parts. */
export async function fileInput(path: string): Promise<ImportInput & { close(): void }> {
  const file = await Deno.open(path);
  const { size } = await file.stat();
  let turn: Promise<unknown> = Promise.resolve();
  async function read(from: number, length: number): Promise<Uint8Array> {
    await file.seek(from, Deno.SeekMode.Start);
    const bytes = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const read = await file.read(bytes.subarray(at));
      if (read === null) break;
      at += read;
    }
    return bytes.subarray(0, at);
  }
  return {
    ...{ name: basename(path), size },
    // One after the other: each begins where it says.
    read(from, length) {
      const own = turn.then(() => read(from, length));
      turn = own.catch(() => {});
      return own;
    },
    close: () => file.close(),
  };
}
