// The file of an export, read where it is needed: whole, from its beginning, or a part of it.
import { configure, type FileEntry, Reader, ZipReader } from "@zip.js/zip.js";
import { NotAnExport } from "./source.ts";

configure({ useWebWorkers: false });

/** A file that is read in parts. */
export interface ImportInput {
  name: string;
  size: number;
  read(from: number, length: number): Promise<Uint8Array>;
}

/** Bytes that one read takes. */
const PART = 256 * 1024;

/** The bytes of an input, from its beginning. */
export async function* bytesOf(input: ImportInput): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < input.size;) {
    const part = await input.read(from, Math.min(PART, input.size - from));
    if (part.length === 0) return;
    from += part.length;
    yield part;
  }
}

/** A file of an archive. */
export interface ArchivedFile {
  path: string;
  size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** What a zip holds, by path. */
export type Archive = ReadonlyMap<string, ArchivedFile>;

/** More than an export of a community has. */
const MAX_ENTRIES = 2_000_000;

class InputReader extends Reader<ImportInput> {
  constructor(private readonly input: ImportInput) {
    super(input);
    this.size = input.size;
  }

  override async readUint8Array(from: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.min(length, this.input.size - from));
    for (let at = 0; at < bytes.length;) {
      const part = await this.input.read(from + at, bytes.length - at);
      if (part.length === 0) break;
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}

/** The files of a zip. Throws `NotAnExport` for what is none. */
export async function openArchive(input: ImportInput): Promise<Archive> {
  const files = new Map<string, ArchivedFile>();
  try {
    const zip = new ZipReader(new InputReader(input));
    for await (const entry of zip.getEntriesGenerator()) {
      if (entry.directory) continue;
      if (files.size === MAX_ENTRIES) throw new NotAnExport("too-many-files");
      const path = entry.filename.replace(/^\.?\//, "");
      files.set(path, { path, size: entry.uncompressedSize, open: () => entryBytes(entry) });
    }
  } catch (error) {
    if (error instanceof NotAnExport) throw error;
    throw new NotAnExport("broken-zip", error instanceof Error ? error.message : String(error));
  }
  return files;
}

async function* entryBytes(entry: FileEntry): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const written = entry.getData(writable);
  written.catch(() => {}); // the reader hears of it
  yield* readable;
  await written;
}

/** The largest file that is read whole, in signs: a day of a channel has far fewer. */
const MAX_TEXT = 64 * 1024 * 1024;

/** A whole file as text: for small ones. Throws `RangeError` for one that is not. */
export async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of bytes) {
    text += decoder.decode(part, { stream: true });
    if (text.length > MAX_TEXT) throw new RangeError("The file is too large to be read whole");
  }
  return text + decoder.decode();
}
