import type { Mutation } from "../kv/kv.ts";

/** Which store the bytes of a file are in. */
const PIECE_STORES = ["kv", "s3"] as const;
export type PieceStoreKind = (typeof PIECE_STORES)[number];

/**
 * Where the bytes of files are, in pieces of one size (the last is shorter): small enough that who
 * writes or reads a file holds one of them, whatever the size of the file. `blob` names the pieces of
 * one form of a file and is never used for another. What is in it may be written twice: the pieces of
 * a file are those that its row counts, with the digests that stand there.
 */
export interface PieceStore {
  readonly kind: PieceStoreKind;
  /** The size of each piece but the last, in bytes. */
  readonly pieceBytes: number;
  /**
   * Writes a piece, in place of what stands there; what it gives goes with the commit of the file's
   * row, which makes the piece count. It may hold `bytes` themselves: they must stay what they are until
   * then. Rejects with `Unavailable`.
   */
  stage(blob: string, piece: number, bytes: Uint8Array<ArrayBuffer>): Promise<Mutation[]>;
  /** The bytes of a piece; `undefined` where there is none. Rejects with `Unavailable`. */
  read(blob: string, piece: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * Removes all pieces of a blob, of which there are at most `pieces`; harmless twice. Rejects with
   * `Unavailable`, and is then to be called again.
   */
  remove(blob: string, pieces: number): Promise<void>;
}
