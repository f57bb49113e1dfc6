import { basename } from "node:path";
import type { ImportInput } from "../../lib/moving/import/input.ts";

/** What was unpacked, to be read in parts. */
export const spooled = {
  folder: undefined as string | undefined,
  async remove(): Promise<void> {
    if (this.folder) await Deno.remove(this.folder, { recursive: true });
    this.folder = undefined;
  },
};

/** Unpacks bytes into a file that goes with the command. */
export async function spool(bytes: AsyncIterable<Uint8Array>): Promise<ImportInput> {
  spooled.folder ??= await Deno.makeTempDir({ prefix: "palabre_import_" });
  const path = `${spooled.folder}/unpacked`;
  const file = await Deno.open(path, { write: true, create: true, mode: 0o600 });
  await (ReadableStream.from(bytes) as ReadableStream<Uint8Array<ArrayBuffer>>).pipeTo(
    file.writable,
  );
  return await fileInput(path);
}

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
    name: basename(path),
    size,
    // One after the other: each begins where it says.
    read(from, length) {
      const own = turn.then(() => read(from, length));
      turn = own.catch(() => {});
      return own;
    },
    close: () => file.close(),
  };
}
