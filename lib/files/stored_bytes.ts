import { createHash } from "node:crypto";
import type { Bytes } from "../pictures/bytes.ts";
import type { FileRow } from "../store/files/file_rows.ts";
import type { PieceStore } from "./pieces.ts";

/** Bytes of a SHA-256. */
const DIGEST_BYTES = 32;

/** The piece stores by what rows call them. Throws for one that this server was not given. */
export type PieceStores = (kind: string) => PieceStore;

/** What of a row says where the bytes are. */
export type Stored = Pick<FileRow, "store" | "blob" | "pieceBytes" | "digests" | "offset">;

/** The bytes of a file as far as they have come: each piece is compared with its digest. */
export class StoredBytes implements Bytes {
  /** The piece that was read last: what is read in small parts is read once. */
  #last: { piece: number; bytes: Uint8Array<ArrayBuffer> } | undefined;

  constructor(private readonly stores: PieceStores, private readonly row: Stored) {}

  get size(): number {
    return this.row.offset;
  }

  async read(from: number, length: number): Promise<Uint8Array> {
    const to = Math.min(from + length, this.size);
    const first = await this.#at(from);
    if (!first || to <= from) return new Uint8Array(0);
    if (to - from <= first.length) return first.subarray(0, to - from);
    const all = new Uint8Array(to - from);
    for (let at = from; at < to;) {
      const part = await this.#at(at);
      if (!part) break;
      const fitting = part.subarray(0, to - at);
      all.set(fitting, at - from);
      at += fitting.length;
    }
    return all;
  }

  /** The bytes from `from` to before `to`, a piece at a time, each read when it is asked for. */
  stream(from = 0, to = this.size): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = from;
    return new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: async (controller) => {
        const part = at < to ? await this.#at(at) : undefined;
        if (!part) return controller.close();
        const fitting = part.subarray(0, to - at);
        at += fitting.length;
        controller.enqueue(fitting);
      },
    }, { highWaterMark: 0 });
  }

  /** What the piece that holds a place has from there on. */
  async #at(place: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (place >= this.size) return undefined;
    const piece = Math.floor(place / this.row.pieceBytes);
    const bytes = await this.piece(piece);
    return bytes.subarray(place - piece * this.row.pieceBytes);
  }

  /** A piece, as long as the row says. Rejects where it is not what was stored, or `Unavailable`. */
  async piece(piece: number): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#last?.piece === piece) return this.#last.bytes;
    const { store, blob, pieceBytes, digests } = this.row;
    const length = Math.min(pieceBytes, this.size - piece * pieceBytes);
    const found = await this.stores(store).read(blob, piece);
    // A later try may have written more of it than counts.
    const bytes = found?.subarray(0, length);
    const expected = digests.subarray(piece * DIGEST_BYTES, (piece + 1) * DIGEST_BYTES);
    if (!bytes || !equal(sha256(bytes), expected)) {
      throw new Error(`Piece ${piece} of the file's bytes ${blob} is not what was stored`);
    }
    this.#last = { piece, bytes };
    return bytes;
  }
}

/** The digest of a piece. Not that of WebCrypto, which copies what it is given. */
export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

/** The digests with that of a piece put in its place. */
export function withDigest(
  digests: Uint8Array<ArrayBuffer>,
  piece: number,
  digest: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array((piece + 1) * DIGEST_BYTES);
  all.set(digests.subarray(0, piece * DIGEST_BYTES));
  all.set(digest, piece * DIGEST_BYTES);
  return all;
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, n) => byte === other[n]);
}
