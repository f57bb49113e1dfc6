// The messages of KV Connect's data path, version 3.
// https://github.com/denoland/denokv/blob/main/proto/schema/datapath.proto
import { Message, MessageWriter } from "./protobuf.ts";

const MUTATION_SET = 1n;
const MUTATION_DELETE = 2n;
const SUCCESS = 1;
const CHECK_FAILURE = 2;

export interface StoredEntry {
  key: Uint8Array;
  data: Uint8Array;
  /** How the client encoded the value (V8, LE64 or bytes): opaque here. */
  encoding: bigint;
  version: bigint;
}

export interface ReadRange {
  start: Uint8Array;
  end: Uint8Array;
  limit: number;
  reverse: boolean;
}

export interface AtomicWrite {
  /** Version 0: the key must not exist. */
  checks: Array<{ key: Uint8Array; version: bigint }>;
  mutations: Array<
    | { type: "set"; key: Uint8Array; data: Uint8Array; encoding: bigint }
    | { type: "delete"; key: Uint8Array }
  >;
}

export function decodeSnapshotRead(body: Uint8Array): ReadRange[] {
  return new Message(body).messages(1).map((range) => ({
    start: range.bytes(1),
    end: range.bytes(2),
    limit: Number(range.number(3)),
    reverse: range.number(4) !== 0n,
  }));
}

export function encodeSnapshotRead(ranges: StoredEntry[][]): Uint8Array<ArrayBuffer> {
  const output = new MessageWriter();
  for (const entries of ranges) {
    const range = new MessageWriter();
    for (const entry of entries) range.message(1, entryMessage(entry));
    output.message(1, range);
  }
  return output.number(4, 1).number(8, SUCCESS).finish();
}

export function decodeAtomicWrite(body: Uint8Array): AtomicWrite {
  const message = new Message(body);
  return {
    checks: message.messages(1).map((check) => ({
      key: check.bytes(1),
      version: versionOf(check.bytes(2)),
    })),
    mutations: message.messages(2).map((mutation) => {
      const key = mutation.bytes(1);
      const type = mutation.number(3);
      if (type === MUTATION_DELETE) return { type: "delete" as const, key };
      if (type !== MUTATION_SET) {
        throw new TypeError(`Mutation type ${type} is not used by Palabre`);
      }
      const value = new Message(mutation.bytes(2));
      return { type: "set" as const, key, data: value.bytes(1), encoding: value.number(2) };
    }),
  };
}

/** `version` undefined: a check failed. */
export function encodeAtomicWrite(version: bigint | undefined): Uint8Array<ArrayBuffer> {
  const output = new MessageWriter();
  if (version === undefined) return output.number(1, CHECK_FAILURE).finish();
  return output.number(1, SUCCESS).bytes(2, versionstamp(version)).finish();
}

export function decodeWatch(body: Uint8Array): Uint8Array[] {
  return new Message(body).messages(1).map((key) => key.bytes(1));
}

/** One frame of a watch: a little-endian length and, for each key, what it is if it changed. */
export function encodeWatchFrame(
  keys: Array<{ changed: boolean; entry: StoredEntry | undefined }>,
): Uint8Array<ArrayBuffer> {
  const output = new MessageWriter().number(1, SUCCESS);
  for (const { changed, entry } of keys) {
    const key = new MessageWriter().number(1, changed ? 1 : 0);
    if (changed && entry) key.message(2, entryMessage(entry));
    output.message(2, key);
  }
  const data = output.finish();
  const frame = new Uint8Array(4 + data.length);
  new DataView(frame.buffer).setUint32(0, data.length, true);
  frame.set(data, 4);
  return frame;
}

function entryMessage(entry: StoredEntry): MessageWriter {
  return new MessageWriter().bytes(1, entry.key).bytes(2, entry.data).number(3, entry.encoding)
    .bytes(4, versionstamp(entry.version));
}

/** A versionstamp is 10 bytes: the version big-endian and two zeros. */
function versionstamp(version: bigint): Uint8Array {
  const bytes = new Uint8Array(10);
  new DataView(bytes.buffer).setBigUint64(0, version);
  return bytes;
}

function versionOf(stamp: Uint8Array): bigint {
  return stamp.length === 0
    ? 0n
    : new DataView(stamp.buffer, stamp.byteOffset, stamp.byteLength).getBigUint64(0);
}
