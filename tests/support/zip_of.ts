import {
  configure,
  TextReader,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipWriter,
} from "@zip.js/zip.js";

configure({ useWebWorkers: false });

/** A zip of these files, by path: text, bytes, or what becomes JSON. */
export async function zipOf(files: Record<string, unknown>): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter());
  for (const [path, content] of Object.entries(files)) {
    const reader = content instanceof Uint8Array
      ? new Uint8ArrayReader(content)
      : new TextReader(typeof content === "string" ? content : JSON.stringify(content));
    await zip.add(path, reader, { lastModDate: new Date(0) });
  }
  return await zip.close();
}
