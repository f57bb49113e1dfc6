// One moment of a store that is served: a copy of its file, which SQLite makes while others write.
import { DatabaseSync } from "node:sqlite";
import { openKv } from "../../lib/kv/open_kv.ts";
import type { Key, KeyPart, Kv } from "../../lib/kv/kv.ts";
import { systemClock, systemRandom } from "../../lib/runtime/clock.ts";
import { stderrLogger } from "../../lib/runtime/logger.ts";

/** The address of a store of Deno Deploy. */
const DEPLOY = /^https:\/\/api\.deno\.com\//i;
/** Where the store of a server is when nothing else is said. */
const DEFAULT_FILE = ".data/palabre.kv";

/** A store as it was at one moment. */
export interface Snapshot {
  kv: Kv;
  /** When a row is not needed any more: asked in the order of keys, for each row once. */
  untilOf(key: Key): number | undefined;
  /** Closes it, and removes the copy. */
  close(): Promise<void>;
}

/** The parts that a store is opened with by a command. */
export const COMMAND = { clock: systemClock, random: systemRandom, logger: stderrLogger };

/** No file of a store is there; the message is one line that says what to do. */
export class NoStoreFile extends Error {
  override readonly name = "NoStoreFile";
}

/** The path of the file of a store. Throws `NoStoreFile` where it has none here. */
function fileOf(store: string | undefined): string {
  const path = store || DEFAULT_FILE;
  if (DEPLOY.test(path)) {
    throw new NoStoreFile(
      "Deno Deploy keeps that store, and there is no file of it to copy. Deploy backs its databases up " +
        "itself; what every member may read is taken along in Administration, Import and export.",
    );
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path) || path === ":memory:") {
    throw new NoStoreFile(
      `${path} is no file. Run this on the machine where the file of that store is, with ` +
        "--store and its path (denokv keeps one: --sqlite-path).",
    );
  }
  return path;
}

/**
 * Copies the store's file beside `into`, as it is at one moment, and opens the copy. Throws
 * `NoStoreFile` where there is none.
 */
export async function takeSnapshot(store: string | undefined, into: string): Promise<Snapshot> {
  const path = fileOf(store);
  if (!(await Deno.stat(path).catch(() => undefined))?.isFile) {
    throw new NoStoreFile(`There is no store at ${path}. Say where it is with --store.`);
  }
  const copy = `${into}.snapshot`;
  await removeCopy(copy);
  await Deno.create(copy).then((file) => file.close());
  await Deno.chmod(copy, 0o600); // it holds what people wrote, and hashes of their passwords
  const source = new DatabaseSync(path, { readOnly: true });
  try {
    source.exec("PRAGMA busy_timeout = 10000");
    source.prepare("VACUUM INTO ?").run(copy);
  } finally {
    source.close();
  }
  const kv = await openKv(copy, COMMAND, false); // first: it turns the file to a log of its own
  const ends = new Ends(copy);
  return {
    kv,
    untilOf: (key) => ends.of(key),
    async close() {
      ends.close();
      kv.close();
      await removeCopy(copy);
    },
  };
}

async function removeCopy(copy: string): Promise<void> {
  for (const end of ["", "-wal", "-shm", "-journal"]) {
    await Deno.remove(copy + end).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}

/** A key as it is stored, and when its row ends: milliseconds UTC. */
interface RowEnd {
  k: Uint8Array;
  until: number;
}

/** When rows end, which Deno's own interface does not tell: read beside it, in the same order. */
class Ends {
  readonly #database: DatabaseSync;
  readonly #rows: Iterator<RowEnd>;
  #next: RowEnd | undefined;

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { readOnly: true });
    const query = "SELECT k, expiration_ms AS until FROM kv WHERE expiration_ms >= 0 ORDER BY k";
    this.#rows = this.#database.prepare(query).iterate() as unknown as Iterator<RowEnd>;
    this.#advance();
  }

  of(key: Key): number | undefined {
    const bytes = keyAsBytes(key);
    while (this.#next && compare(this.#next.k, bytes) < 0) this.#advance();
    return this.#next && compare(this.#next.k, bytes) === 0 ? this.#next.until : undefined;
  }

  close(): void {
    this.#rows.return?.();
    this.#database.close();
  }

  #advance(): void {
    const { done, value } = this.#rows.next();
    this.#next = done ? undefined : value;
  }
}

function compare(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  for (let n = 0; n < length; n++) if (one[n] !== other[n]) return one[n]! - other[n]!;
  return one.length - other.length;
}

const utf8 = new TextEncoder();

/** A key as Deno KV stores it: a tag for each part, so that the order of bytes is that of keys. */
function keyAsBytes(key: Key): Uint8Array {
  return Uint8Array.from(key.flatMap((part) => [...partAsBytes(part)]));
}

function partAsBytes(part: KeyPart): Iterable<number> {
  if (typeof part === "string") return [0x02, ...escaped(utf8.encode(part)), 0];
  if (typeof part === "number") return [0x21, ...double(part)];
  if (typeof part === "boolean") return [part ? 0x27 : 0x26];
  if (typeof part === "object") return [0x01, ...escaped(part), 0];
  throw new TypeError("No key of ours holds a bigint");
}

function escaped(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte) => byte === 0 ? [0, 0xff] : [byte]);
}

/** Sign flipped, and all bits of a negative one. */
function double(value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bytes = [...new Uint8Array(view.buffer)];
  return value < 0 || Object.is(value, -0)
    ? bytes.map((byte) => byte ^ 0xff)
    : [bytes[0]! ^ 0x80, ...bytes.slice(1)];
}
