import type { Mutation } from "../kv/kv.ts";
import type { PieceStore } from "./pieces.ts";
import { sha256, withDigest } from "./stored_bytes.ts";

/** Buffers that are kept for who writes next. */
const MAX_KEPT = 32;

/** Where a writer begins: at the end of what is there. */
export interface Written {
  offset: number;
  /** Of all pieces up to there. */
  digests: Uint8Array<ArrayBuffer>;
}

/** Commits what makes pieces count, together with what their store wants to be in that commit. */
export type CommitPieces = (written: Written, also: Mutation[]) => Promise<void>;

/** Makes writers, which have their buffers in common: memory is not allocated for each piece. */
export class PieceWriting {
  readonly #kept: Uint8Array<ArrayBuffer>[] = [];

  /**
   * Writes to `blob` from `begun` on. `last`: the bytes of the piece that is not full there.
   * `commit` is called for each piece, in order. Whoever opens it closes it.
   */
  open(
    store: PieceStore,
    { blob, pieceBytes, begun, last }: {
      blob: string;
      pieceBytes: number;
      begun: Written;
      last?: Uint8Array;
    },
    commit: CommitPieces,
  ): PieceWriter {
    const buffer = this.#buffer(pieceBytes);
    if (last) buffer.set(last);
    const write: WritePiece = async (bytes, { offset, digests }) => {
      const piece = Math.floor((offset - bytes.length) / pieceBytes);
      const also = await store.stage(blob, piece, bytes);
      const written = { offset, digests: withDigest(digests, piece, sha256(bytes)) };
      await commit(written, also);
      return written;
    };
    return new PieceWriter(buffer, begun, write, () => {
      if (this.#kept.length < MAX_KEPT) this.#kept.push(buffer);
    });
  }

  #buffer(bytes: number): Uint8Array<ArrayBuffer> {
    const at = this.#kept.findIndex(({ length }) => length === bytes);
    const [kept] = at === -1 ? [] : this.#kept.splice(at, 1);
    return kept ?? new Uint8Array(bytes);
  }
}

type WritePiece = (bytes: Uint8Array<ArrayBuffer>, now: Written) => Promise<Written>;

/** The bytes of one file as they come: full pieces are written, `flush` writes what is left. */
export class PieceWriter {
  #unwritten = 0;
  #filled: number;

  constructor(
    private readonly buffer: Uint8Array<ArrayBuffer>,
    private begun: Written,
    private readonly write: WritePiece,
    /** The writer is done: nothing may be asked of it any more. */
    readonly close: () => void,
  ) {
    this.#filled = begun.offset % buffer.length;
  }

  /** What was written so far. */
  get written(): Written {
    return this.begun;
  }

  /** Where the next byte goes. */
  get offset(): number {
    return this.begun.offset + this.#unwritten;
  }

  /** Whether the next byte begins a piece. */
  get isBetweenPieces(): boolean {
    return this.#filled === 0;
  }

  /** Takes bytes. Rejects with what the commit rejects with, and `Unavailable`. */
  async add(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length;) {
      const taken = bytes.subarray(from, from + this.buffer.length - this.#filled);
      this.buffer.set(taken, this.#filled);
      this.#filled += taken.length;
      this.#unwritten += taken.length;
      from += taken.length;
      if (this.#filled === this.buffer.length) await this.flush();
    }
  }

  /** Makes all bytes so far count. */
  async flush(): Promise<void> {
    if (this.#unwritten === 0) return;
    const bytes = this.buffer.subarray(0, this.#filled);
    const { digests } = this.begun;
    this.begun = await this.write(bytes, { offset: this.offset, digests });
    this.#unwritten = 0;
    if (this.#filled === this.buffer.length) this.#filled = 0;
  }
}
