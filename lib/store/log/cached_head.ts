import type { Head, LogEntry } from "../conversation_log.ts";
import { requestName } from "./waiting.ts";

/** Ids kept of one conversation: a duplicate older than so many entries is read from the log. */
const MAX_IDS = 1024;

/** Where an entry stands. */
export interface Place {
  seq: number;
  at: number;
}

/**
 * The head of a log as this instance last committed or read it, and the ids of the entries since:
 *
 *     1 … since │ since+1 … seq
 *     not known │ every request's name is in `ids`
 */
export class CachedHead {
  readonly #ids = new Map<string, Place>();
  #since: number;

  /** `versionstamp`: null where nothing was appended yet. */
  constructor(public head: Head, public versionstamp: string | null) {
    this.#since = head.seq;
  }

  get seq(): number {
    return this.head.seq;
  }

  /** A request whose duplicate could only stand after this seq is answered from memory. */
  get since(): number {
    return this.#since;
  }

  /** How many ids it keeps. */
  get size(): number {
    return this.#ids.size;
  }

  find(name: string): Place | undefined {
    return this.#ids.get(name);
  }

  /** What this instance appended moves the head on. */
  advance(head: Head, versionstamp: string, entries: readonly LogEntry[]): void {
    this.head = head;
    this.versionstamp = versionstamp;
    for (const { event, id } of entries) {
      this.#ids.set(requestName(event.by, id), { seq: event.seq, at: event.at });
    }
    if (this.#ids.size > MAX_IDS) this.#forget(this.#ids.size - MAX_IDS / 2);
  }

  #forget(count: number): void {
    for (const [name, { seq }] of this.#ids) {
      if (count-- === 0) return;
      this.#ids.delete(name);
      this.#since = seq;
    }
  }
}
