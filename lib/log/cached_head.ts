import type { Head, LogEntry } from "./log.ts";
import { requestName } from "./pending_append.ts";

/** Ids kept of one conversation; older duplicates are looked up in the log. */
const MAX_IDS = 1024;

/** Where an entry stands. */
export interface Place {
  seq: number;
  at: number;
}

/**
 * The head of a log as this instance last committed or read it, and the ids of the entries since:
 *
 *     1 … idsAfter │ idsAfter+1 … seq
 *     not known    │ every request's name is in `ids`
 */
export class CachedHead {
  readonly #ids = new Map<string, Place>();
  #idsAfter: number;

  /** `versionstamp`: null where nothing was appended yet. */
  constructor(public head: Head, public versionstamp: string | null) {
    this.#idsAfter = head.seq;
  }

  get seq(): number {
    return this.head.seq;
  }

  /** Duplicates after this seq are found in memory. */
  get idsAfter(): number {
    return this.#idsAfter;
  }

  /** How many ids it keeps. */
  get size(): number {
    return this.#ids.size;
  }

  find(name: string): Place | undefined {
    return this.#ids.get(name);
  }

  /** This instance appended entries. */
  advance(head: Head, versionstamp: string, entries: readonly LogEntry[]): void {
    this.head = head;
    this.versionstamp = versionstamp;
    for (const { event, id } of entries) {
      this.#ids.set(requestName(event.by, id), { seq: event.seq, at: event.at });
    }
    if (this.#ids.size > MAX_IDS) this.#drop(this.#ids.size - MAX_IDS / 2);
  }

  #drop(count: number): void {
    for (const [name, { seq }] of this.#ids) {
      if (count-- === 0) return;
      this.#ids.delete(name);
      this.#idsAfter = seq;
    }
  }
}
