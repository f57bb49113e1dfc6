import { Semaphore } from "../async/semaphore.ts";
import { ChatError } from "../protocol/errors.ts";
import { type Clock, every } from "../runtime/clock.ts";
import type { FileRows, ReadFile } from "../store/files/file_rows.ts";
import { type LineReader, readerOf } from "./line_reader.ts";
import type { PieceWriter, PieceWriting } from "./piece_writer.ts";
import { type PieceStores, StoredBytes } from "./stored_bytes.ts";
import { WrittenMeanwhile } from "./written_meanwhile.ts";

/** Who brings nothing for so long is gone. In milliseconds. */
const SILENT_MS = 60_000;
/** Files that fill a piece at once; others wait with what they brought last, and nothing more is taken. */
const TURNS = 4;
const MAX_QUEUED = 10_000;
/** How long one turn is at most: whoever is slow gives it to the next. In milliseconds. */
const TURN_MS = 2_000;

/** What bytes are received with. */
export interface ReceivingParts {
  rows: Pick<FileRows, "replace">;
  stores: PieceStores;
  writing: PieceWriting;
  clock: Clock;
}

/**
 * Adds what comes to a file. All that come at once take turns, a piece each: so the memory that they
 * take is that of a few pieces, however many they are. What came before the line was cut, or `stop`
 * aborts, is stored. Throws `file-too-large` for more than was announced, and `WrittenMeanwhile`.
 */
export type ReceiveBytes = (
  file: ReadFile,
  body: ReadableStream<Uint8Array>,
  stop: AbortSignal,
) => Promise<ReadFile>;

export function createReceive(parts: ReceivingParts): ReceiveBytes {
  const { clock } = parts;
  const turns = new Semaphore({ concurrency: TURNS, maxQueued: MAX_QUEUED });
  return async (file, body, stop) => {
    const receiving = new Receiving(parts, file, readerOf(body));
    const abort = () => receiving.cancel();
    const watch = watchSilence(clock, abort);
    stop.addEventListener("abort", abort, { once: true });
    if (stop.aborted) abort();
    try {
      for (let bytes = await receiving.next; bytes; bytes = await receiving.next) {
        watch.heard();
        const first = bytes;
        await turns.run(() => receiving.turn(first));
      }
      return receiving.file;
    } finally {
      watch.end();
      stop.removeEventListener("abort", abort);
      abort();
    }
  };
}

/** One file that comes. */
class Receiving {
  /** What comes next; nothing at the end. Good until it is taken and the next is asked for. */
  next: Promise<Uint8Array | undefined>;

  constructor(
    private readonly parts: ReceivingParts,
    public file: ReadFile,
    private readonly line: LineReader,
  ) {
    this.next = line.next();
  }

  cancel(): void {
    this.line.cancel().catch(() => {}); // it may be gone already
  }

  /** Takes `first` and what follows until a piece is full, the line ends, or the turn is over. */
  async turn(first: Uint8Array): Promise<void> {
    const writer = await this.#open();
    const over = Promise.withResolvers<"over">();
    const timer = this.parts.clock.after(TURN_MS, () => over.resolve("over"));
    try {
      let bytes: Uint8Array | "over" | undefined = first;
      while (bytes && bytes !== "over") {
        const { size } = this.file.row;
        if (writer.offset + bytes.length > size) {
          throw new ChatError("file-too-large", { bytes: size });
        }
        await writer.add(bytes);
        this.next = this.line.next();
        bytes = writer.isBetweenPieces ? "over" : await Promise.race([this.next, over.promise]);
      }
      await writer.flush();
    } finally {
      timer.cancel();
      writer.close();
    }
  }

  async #open(): Promise<PieceWriter> {
    const { rows, stores, writing, clock } = this.parts;
    const { store, blob, pieceBytes, offset, digests } = this.file.row;
    const isFull = offset % pieceBytes === 0;
    const last = isFull ? undefined : await new StoredBytes(stores, this.file.row)
      .piece(Math.floor(offset / pieceBytes));
    const place = { blob, pieceBytes, begun: { offset, digests }, ...(last && { last }) };
    return writing.open(stores(store), place, async (now, also) => {
      const row = { ...this.file.row, ...now, touched: clock.now() };
      const replaced = await rows.replace(this.file, row, also);
      if (!replaced) throw new WrittenMeanwhile("Somebody else writes to this file");
      this.file = replaced;
    });
  }
}

/** Calls `silent` once nothing was heard for `SILENT_MS`, or up to twice as long. */
function watchSilence(clock: Clock, silent: () => void) {
  let heard = true;
  const timer = every(clock, SILENT_MS, () => {
    if (!heard) silent();
    heard = false;
  });
  return { heard: () => void (heard = true), end: () => timer.cancel() };
}
