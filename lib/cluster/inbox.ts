import { keys } from "../store/keys.ts";
import type { Key } from "../store/kv.ts";
import type { Timer } from "../world/world.ts";
import type { InstanceId, Published } from "./bus.ts";
import { reportUnlessUnavailable, type Surroundings } from "./surroundings.ts";
import { DELETE_DELAY_MS } from "./timing.ts";

/** Entries read at once: each may hold 60 KiB. */
const ENTRIES_A_READ = 100;
/** So many read entries are deleted without waiting: they would be read again each time. */
const DELETE_AT_ONCE = 20;
/** Under the 80 KiB of keys that a commit may hold. */
const DELETIONS_A_COMMIT = 400;

export interface InboxOptions {
  around: Surroundings;
  accept: (source: InstanceId, n: number, messages: readonly Published[]) => void;
  /** The watch told nothing, or the store did not answer: hints may have been missed. */
  suspect: () => void;
}

/** After so many polls that found what the watch had not told, the watch is held for dead. */
const SILENT_POLLS = 2;

/** The receiving side of the far link: reads the inbox when the wake key changes. */
export class Inbox {
  readonly #options: InboxOptions;
  /** Read and not yet deleted. */
  readonly #read = new Map<string, Key>();
  #watch = new AbortController();
  #told = false;
  #silentPolls = 0;
  #wake: string | null = null;
  #failing = false;
  #state: "resting" | "reading" | "again" = "resting";
  #reading: Promise<void> = Promise.resolve();
  #deletion: Timer | undefined;

  constructor(options: InboxOptions) {
    this.#options = options;
  }

  /** Watches the wake key until the link ends. */
  watch(): void {
    const { kv, me, ended } = this.#options.around;
    this.#watch.abort();
    this.#watch = new AbortController();
    kv.watch(keys.wake(me), () => {
      this.#told = true;
      void this.fetch();
    }, AbortSignal.any([this.#watch.signal, ended]));
  }

  /** Reads the wake key, as a watch can be silent without failing; never throws. */
  async poll(): Promise<void> {
    const { around, suspect } = this.#options;
    try {
      const { versionstamp } = await around.kv.get(keys.wake(around.me));
      const changed = versionstamp !== null && versionstamp !== this.#wake;
      this.#wake = versionstamp;
      this.#listenFor(changed);
      const failed = this.#failing;
      this.#failing = false;
      if (changed || failed) await this.fetch();
      if (failed) suspect();
    } catch (error) {
      this.#failing = true;
      reportUnlessUnavailable(around, "cluster: reading the wake key", error);
    }
  }

  /** Reads the inbox to its end; never throws. */
  fetch(): Promise<void> {
    if (this.#options.around.ended.aborted) return Promise.resolve();
    if (this.#state === "resting") this.#reading = this.#readAll();
    else this.#state = "again"; // what was put after the read began may be missing from it
    return this.#reading;
  }

  stop(): void {
    this.#watch.abort();
    this.#deletion?.cancel();
  }

  /** A watch that keeps silent about changes is opened anew. */
  #listenFor(changed: boolean): void {
    if (this.#told) this.#silentPolls = 0;
    else if (changed) this.#silentPolls++;
    this.#told = false;
    if (this.#silentPolls < SILENT_POLLS) return;
    this.#silentPolls = 0;
    this.watch();
    this.#options.suspect();
  }

  async #readAll(): Promise<void> {
    const { around } = this.#options;
    try {
      do {
        this.#state = "reading";
        if (await this.#readSome() === "more") this.#state = "again";
      } while (this.#mustReadAgain());
    } catch (error) {
      this.#failing = true;
      reportUnlessUnavailable(around, "cluster: reading the inbox", error);
    } finally {
      this.#state = "resting";
    }
  }

  #mustReadAgain(): boolean {
    return this.#state === "again" && !this.#options.around.ended.aborted;
  }

  async #readSome(): Promise<"more" | "end"> {
    const { around: { kv, me, clock, ended }, accept } = this.#options;
    const limit = ENTRIES_A_READ;
    const entries = await kv.list<Published[]>({ prefix: keys.inboxOf(me) }, { limit });
    if (ended.aborted) return "end";
    for (const { key, value } of entries) {
      const [, , source, n] = key;
      accept(String(source), Number(n), value);
      this.#read.set(`${source} ${n}`, key);
    }
    if (entries.length === limit) {
      await this.#deleteRead(); // what is beyond them shows only when they are gone
      return "more";
    }
    this.#deletion?.cancel();
    if (this.#read.size === 0) return "end";
    const delayMs = this.#read.size < DELETE_AT_ONCE ? DELETE_DELAY_MS : 0;
    this.#deletion = clock.after(delayMs, () => {
      this.#deleteRead().catch((error) => {
        reportUnlessUnavailable(this.#options.around, "cluster: deleting read entries", error);
      });
    });
    return "end";
  }

  async #deleteRead(): Promise<void> {
    const read = [...this.#read.values()].slice(0, DELETIONS_A_COMMIT);
    if (read.length === 0) return;
    this.#read.clear(); // what is not deleted is read again, dropped by its number, and deleted then
    await this.#options.around.kv.commit([], read.map((key) => ({ type: "delete", key })));
  }
}
