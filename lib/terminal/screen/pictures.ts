import { Semaphore } from "../../async/semaphore.ts";
import type { SharedFile } from "../../protocol/files.ts";
import { CLEAR, place, remove, transmit } from "./kitty.ts";
import type { PictureSlot } from "./picture_slot.ts";

/** A picture that is in sight: whole, or the rows of it from `from` on. */
export interface ShownPicture {
  file: SharedFile;
  slot: PictureSlot;
  x: number;
  y: number;
  from: number;
  rows: number;
}

export interface PictureParts {
  /** The picture as a PNG of the slot's size; rejects where it cannot be had. */
  read(file: SharedFile, slot: PictureSlot): Promise<Uint8Array>;
  /** Something came, or will not come. */
  changed(): void;
  /** From here on ids are ours: what another program shows in the window stays its own. */
  firstId: number;
}

/** Pictures that the terminal holds beside those in sight. */
const MAX_HELD = 40;
/** Pictures that are read at once; what is scrolled past is not read. */
const READS = 2;
const MAX_QUEUED = 200;

interface Held {
  id: number;
  png: Uint8Array;
  /** Whether the terminal has it. */
  sent: boolean;
  /** What puts it where it is; nothing where it is not in sight. */
  placed?: string;
}

/** Pictures on the screen of a terminal: read when they come into sight, held, and moved with the rows. */
export class Pictures {
  /** By file and size, the one that was in sight longest ago first. */
  readonly #held = new Map<string, Held>();
  readonly #reading = new Set<string>();
  readonly #reads = new Semaphore({ concurrency: READS, maxQueued: MAX_QUEUED });
  #wanted: ReadonlyMap<string, ShownPicture> = new Map();
  #nextId: number;
  #used = false;
  /** Files that cannot be shown; another set when one more cannot. */
  failed: ReadonlySet<string> = new Set();

  constructor(readonly parts: PictureParts) {
    this.#nextId = parts.firstId;
  }

  /**
   * What makes the screen show these, and no others. `wiped`: it was, and a terminal may have let go of
   * what it no longer shows.
   */
  update(shown: readonly ShownPicture[], wiped: boolean): string {
    this.#wanted = new Map(shown.map((one) => [keyOf(one), one]));
    let out = wiped && this.#used ? CLEAR : "";
    for (const [key, held] of this.#held) {
      if (wiped) Object.assign(held, { sent: false, placed: undefined });
      if (held.placed === undefined || this.#wanted.has(key)) continue;
      held.placed = undefined;
      out += remove(held.id, false);
    }
    for (const [key, one] of this.#wanted) out += this.#show(key, one);
    for (const [key, held] of this.#held) {
      if (this.#held.size <= MAX_HELD) break;
      if (this.#wanted.has(key)) continue;
      this.#held.delete(key);
      if (held.sent) out += remove(held.id, true);
    }
    if (out === "") return "";
    this.#used = true;
    return `\x1b7${out}\x1b8`; // the cursor is where it was
  }

  /** Leaves the terminal as it was found. */
  end(): string {
    return this.#used ? CLEAR : "";
  }

  #show(key: string, one: ShownPicture): string {
    const held = this.#held.get(key);
    if (!held) {
      this.#read(key, one);
      return "";
    }
    let out = held.sent ? "" : transmit(held.id, held.png);
    held.sent = true;
    this.#held.delete(key);
    this.#held.set(key, held); // the last one in sight
    const { slot: { columns, rows: all, width, height }, x, y, from, rows } = one;
    const top = Math.round(height * from / all);
    const bottom = Math.round(height * (from + rows) / all);
    const crop = { y: top, width, height: Math.max(1, bottom - top) };
    const placed = place(held.id, { x, y, columns, rows, crop });
    if (placed === held.placed) return out;
    if (held.placed !== undefined) out += remove(held.id, false);
    held.placed = placed;
    return out + placed;
  }

  #read(key: string, { file, slot }: ShownPicture): void {
    if (this.#reading.has(key) || this.failed.has(file.id)) return;
    this.#reading.add(key);
    this.#reads.run(async () => {
      if (!this.#wanted.has(key)) return;
      const png = await this.parts.read(file, slot);
      this.#held.set(key, { id: this.#nextId++, png, sent: false });
    }).catch(() => {
      this.failed = new Set([...this.failed, file.id]); // its line names it and leads there
    }).finally(() => {
      this.#reading.delete(key);
      this.parts.changed();
    });
  }
}

function keyOf({ file, slot: { width, height } }: ShownPicture): string {
  return `${file.id} ${width} ${height}`;
}
