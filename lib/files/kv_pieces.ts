import { keys } from "../kv/keys.ts";
import { type Kv, type Mutation, Unavailable } from "../kv/kv.ts";
import { MAX_VALUE_BYTES } from "../kv/size.ts";
import type { PieceStore } from "./pieces.ts";

/** A value of KV: below 64 KiB with what is stored around the bytes. */
const PART_BYTES = MAX_VALUE_BYTES - 4 * 1024;
/** Parts of a piece: one commit writes them beside the file's row, one read gives them. */
const PARTS = 2;
/** Parts that are deleted in one commit. */
const DELETED_AT_ONCE = 200;

/** The bytes of files in the store of everything else: two values a piece. */
export function createKvPieces(kv: Pick<Kv, "getMany" | "list" | "commit">): PieceStore {
  return {
    kind: "kv",
    pieceBytes: PARTS * PART_BYTES,

    stage(blob, piece, bytes) {
      const mutations: Mutation[] = [];
      for (let part = 0; part * PART_BYTES < bytes.length; part++) {
        const value = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
        mutations.push({ type: "set", key: keys.filePart(blob, piece, part), value });
      }
      return Promise.resolve(mutations);
    },

    async read(blob, piece) {
      const parts = Array.from({ length: PARTS }, (_, part) => keys.filePart(blob, piece, part));
      const found = (await kv.getMany<Uint8Array<ArrayBuffer>>(parts))
        .flatMap(({ value }) => value === null ? [] : [value]);
      return found.length > 0 ? joined(found) : undefined;
    },

    async remove(blob) {
      const prefix = keys.fileParts(blob);
      for (;;) {
        // The values come along, so few of them at a time.
        const rows = await kv.list({ prefix }, { limit: PARTS });
        const first = rows[0];
        if (!first) return;
        const mutations: Mutation[] = [];
        for (let piece = Number(first.key[2]); mutations.length < DELETED_AT_ONCE; piece++) {
          for (let part = 0; part < PARTS; part++) {
            mutations.push({ type: "delete", key: keys.filePart(blob, piece, part) });
          }
        }
        if (!(await kv.commit([], mutations)).ok) throw new Unavailable("Parts of a file stay");
      }
    },
  };
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
