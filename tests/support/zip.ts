import { BlobReader, configure, type FileEntry, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";

configure({ useWebWorkers: false });

/** What a zip holds, by path. */
export async function unzipped(
  stream: ReadableStream<Uint8Array>,
): Promise<Map<string, Uint8Array>> {
  const reader = new ZipReader(new BlobReader(await new Response(stream as BodyInit).blob()));
  const files = new Map<string, Uint8Array>();
  for await (const entry of reader.getEntriesGenerator()) {
    if (entry.directory) continue;
    files.set(entry.filename, await (entry as FileEntry).getData(new Uint8ArrayWriter()));
  }
  await reader.close();
  return files;
}
