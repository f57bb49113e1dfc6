import { configure, ZipWriter } from "@zip.js/zip.js";

configure({ useWebWorkers: false }); // the platform's own compression is off the thread already

/** A file of a zip: its path in it, and its content, a part at a time. */
export interface ZippedFile {
  path: string;
  content: AsyncIterable<string | Uint8Array>;
  /** It is compressed already. */
  stored?: boolean;
}

/** The bytes of a zip of these files, made as they are read: memory does not grow with it. */
export function zipped(
  files: AsyncIterable<ZippedFile>,
  { at, failed }: { at: number; failed: (error: unknown) => void },
): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  write(writable, files, new Date(at)).catch(async (error) => {
    failed(error);
    await writable.abort(error).catch(() => {}); // whoever reads may be gone
  });
  return readable;
}

async function write(
  writable: WritableStream<Uint8Array>,
  files: AsyncIterable<ZippedFile>,
  lastModDate: Date,
): Promise<void> {
  const zip = new ZipWriter(writable);
  for await (const { path, content, stored } of files) {
    const stream = ReadableStream.from(asBytes(content));
    await zip.add(path, stream, { lastModDate, ...(stored && { level: 0 }) });
  }
  await zip.close();
}

async function* asBytes(content: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const part of content) {
    yield typeof part === "string" ? encoder.encode(part) : part;
  }
}
