// The bytes of exports in the store of files, in parts that come one by one: an export may be larger
// than the row of one file can say the digests of, and a server may have no disk.
import { PieceWriting } from "../../files/piece_writer.ts";
import type { PieceStore } from "../../files/pieces.ts";
import { createReceive, type ReceiveBytes } from "../../files/receiving.ts";
import { type PieceStores, StoredBytes } from "../../files/stored_bytes.ts";
import { WrittenMeanwhile } from "../../files/written_meanwhile.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { FileRow, ReadFile } from "../../store/files/file_rows.ts";
import type { ImportInput } from "./input.ts";
import { NotAnExport } from "./source.ts";
import { sizeOfPart, type UploadRow } from "./upload_rows.ts";

/** About so much is one part: what is sent again where the line was cut. */
const PART_BYTES = 4 * 1024 * 1024;
/** Parts that are kept open: a zip is read at its end, then in order. */
const KEPT_PARTS = 2;

/** Rows of parts that one read takes: each is as large as its digests. */
const PARTS_AT_ONCE = 100;

/** Whose bytes, how many, and in which parts. */
type Place = Pick<UploadRow, "id" | "file" | "size" | "store" | "pieceBytes" | "partBytes">;

/** What they are kept with; `store`: where new ones go. */
export interface UploadBytesParts {
  kv: Kv;
  stores: PieceStores;
  store: PieceStore;
  clock: Clock;
  /** How many bytes more may be kept here. */
  free(): Promise<number>;
}

/** Bytes of exports. Throws `Unavailable`. */
export interface UploadBytes {
  /** Where a new one goes. */
  place(): Pick<UploadRow, "store" | "pieceBytes" | "partBytes">;
  /** Takes a part, in place of what came of it before. Throws `file-size` where it is cut, `file-too-large`. */
  receive(upload: Place, part: number, body: ReadableStream<Uint8Array>): Promise<void>;
  /** The parts that are here whole. */
  here(upload: Place): Promise<Set<number>>;
  /** Reads what came. */
  input(upload: Place): ImportInput;
  /** Keeps what was unpacked from it, until `remove`. Throws `NotAnExport` beyond what may be kept. */
  keep(upload: Place, bytes: AsyncIterable<Uint8Array>): Promise<ImportInput>;
  remove(upload: Place): Promise<void>;
}

export function createUploadBytes(parts: UploadBytesParts): UploadBytes {
  return new StoredUploads(parts);
}

class StoredUploads implements UploadBytes {
  readonly #writing = new PieceWriting();
  readonly #receive: ReceiveBytes;

  constructor(private readonly parts: UploadBytesParts) {
    const { kv, stores, clock } = parts;
    async function replace(file: ReadFile, row: FileRow, also: Parameters<Kv["commit"]>[1] = []) {
      const key = keyOf(file.id);
      const check = { key, versionstamp: file.versionstamp };
      const done = await kv.commit([check], [{ type: "set", key, value: row }, ...also]);
      return done.ok ? { ...file, row, versionstamp: done.versionstamp } : undefined;
    }
    this.#receive = createReceive({ rows: { replace }, stores, writing: this.#writing, clock });
  }

  place() {
    const { kind, pieceBytes } = this.parts.store;
    const pieces = Math.max(1, Math.floor(PART_BYTES / pieceBytes));
    return { store: kind, pieceBytes, partBytes: pieces * pieceBytes };
  }

  async receive(upload: Place, part: number, body: ReadableStream<Uint8Array>): Promise<void> {
    try {
      const begun = await this.#begin(upload, part);
      const { row } = await this.#receive(begun, body, new AbortController().signal);
      if (row.offset < row.size) throw new ChatError("file-size");
    } catch (error) {
      if (error instanceof WrittenMeanwhile) throw new ChatError("file-offset");
      throw error;
    }
  }

  async #begin(upload: Place, part: number): Promise<ReadFile> {
    const { kv } = this.parts;
    const key = keys.importPart(upload.id, part);
    const row = this.#emptyPart(upload, part);
    const { versionstamp } = await kv.get(key);
    const done = await kv.commit([{ key, versionstamp }], [{ type: "set", key, value: row }]);
    if (!done.ok) throw new WrittenMeanwhile("The part comes twice");
    return { id: `${upload.id} ${part}`, row, versionstamp: done.versionstamp };
  }

  #emptyPart(upload: Place, part: number): FileRow {
    const now = this.parts.clock.now();
    return {
      owner: "",
      name: upload.file,
      size: sizeOfPart(upload, part),
      offset: 0,
      store: upload.store,
      blob: blobOf(upload.id, part),
      pieceBytes: upload.pieceBytes,
      digests: new Uint8Array(0),
      charged: 0,
      at: now,
      touched: now,
    };
  }

  async here(upload: Place): Promise<Set<number>> {
    const parts = new Set<number>();
    for await (const page of partPages(this.parts.kv, upload.id)) {
      for (const { key, value } of page) {
        if (value.offset === value.size) parts.add(Number(key[2]));
      }
    }
    return parts;
  }

  input(upload: Place): ImportInput {
    const { kv, stores } = this.parts;
    const open = new Map<number, StoredBytes>();
    async function opened(n: number): Promise<StoredBytes> {
      const kept = open.get(n);
      if (kept) return kept;
      const { value } = await kv.get<FileRow>(keys.importPart(upload.id, n));
      if (value === null) throw new Error(`Part ${n} of an export is gone`);
      if (open.size >= KEPT_PARTS) open.delete(open.keys().next().value!);
      const bytes = new StoredBytes(stores, value);
      open.set(n, bytes);
      return bytes;
    }
    return {
      name: upload.file,
      size: upload.size,
      async read(from, length) {
        const end = Math.min(from + length, upload.size);
        const found: Uint8Array[] = [];
        for (let at = from; at < end;) {
          const n = Math.floor(at / upload.partBytes);
          const start = at - n * upload.partBytes;
          const bytes = await opened(n);
          const some = await bytes.read(start, Math.min(end - at, bytes.size - start));
          if (some.length === 0) throw new Error(`Part ${n} of an export is cut`);
          found.push(some);
          at += some.length;
        }
        return found.length === 1 ? found[0]! : joined(found);
      },
    };
  }

  async keep({ id, ...upload }: Place, bytes: AsyncIterable<Uint8Array>): Promise<ImportInput> {
    const { kv, stores } = this.parts;
    const kept: Place = { ...upload, id: unpackedOf(id), size: Number.MAX_SAFE_INTEGER };
    await this.#removeParts(kept, kept.id); // of a try before
    const free = await this.parts.free();
    let size = 0;
    const store = stores(upload.store);
    const writer = new PartWriter(this.#writing, store, kept, async (part, row, also) => {
      const value = { ...this.#emptyPart(kept, part), ...row, size: row.offset };
      const key = keys.importPart(kept.id, part);
      await kv.commit([], [{ type: "set", key, value }, ...also]);
    });
    try {
      for await (const some of bytes) {
        size += some.length;
        if (size > free) throw new NotAnExport("too-large");
        await writer.add(some);
      }
      await writer.flush();
    } catch (error) {
      await this.#removeParts(kept, kept.id);
      throw error;
    } finally {
      writer.close();
    }
    return this.input({ ...kept, size });
  }

  async remove(upload: Place): Promise<void> {
    for (const id of [upload.id, unpackedOf(upload.id)]) await this.#removeParts(upload, id);
  }

  async #removeParts({ partBytes, pieceBytes }: Place, id: string): Promise<void> {
    const { kv, stores } = this.parts;
    const pieces = Math.ceil(partBytes / pieceBytes);
    for await (const page of partPages(kv, id)) {
      for (const { key, value } of page) {
        await stores(value.store).remove(value.blob, pieces);
        await kv.commit([], [{ type: "delete", key }]);
      }
    }
  }
}

/** Writes bytes of which nobody knows how many there are, part after part. */
class PartWriter {
  #part = 0;
  #writer: ReturnType<PieceWriting["open"]>;

  constructor(
    private readonly writing: PieceWriting,
    private readonly store: PieceStore,
    private readonly place: Place,
    private readonly commit: (
      part: number,
      row: Pick<FileRow, "offset" | "digests">,
      also: Parameters<Kv["commit"]>[1],
    ) => Promise<void>,
  ) {
    this.#writer = this.#open();
  }

  #open() {
    const part = this.#part;
    const { id, pieceBytes } = this.place;
    const begun = { offset: 0, digests: new Uint8Array(0) };
    const place = { blob: blobOf(id, part), pieceBytes, begun };
    return this.writing.open(this.store, place, (now, also) => this.commit(part, now, also));
  }

  async add(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length;) {
      const some = bytes.subarray(from, from + this.place.partBytes - this.#writer.offset);
      await this.#writer.add(some);
      from += some.length;
      if (this.#writer.offset < this.place.partBytes) continue;
      this.#writer.close();
      this.#part++;
      this.#writer = this.#open();
    }
  }

  flush(): Promise<void> {
    return this.#writer.flush();
  }

  close(): void {
    this.#writer.close();
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function blobOf(id: string, part: number): string {
  return `${id}-${part}`;
}

function unpackedOf(id: string): string {
  return `${id}-unpacked`;
}

/** The key of a part that is read as a file. */
function keyOf(id: string) {
  const space = id.lastIndexOf(" ");
  return keys.importPart(id.slice(0, space), Number(id.slice(space + 1)));
}

async function* partPages(kv: Pick<Kv, "list">, id: string) {
  let start = 0;
  for (;;) {
    const range = { start: keys.importPart(id, start), end: keys.importPart(id, Infinity) };
    const page = await kv.list<FileRow>(range, { limit: PARTS_AT_ONCE });
    yield page;
    const last = page.at(-1);
    if (!last || page.length < PARTS_AT_ONCE) return;
    start = Number(last.key[2]) + 1;
  }
}
