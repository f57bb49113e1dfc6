import { keys } from "../kv/keys.ts";
import type { Key } from "../kv/kv.ts";
import type { Timer } from "../runtime/clock.ts";
import type { InstanceId, Published } from "./bus.ts";
import { type ClusterContext, reportUnlessUnavailable } from "./context.ts";
import { DELETE_DELAY_MS } from "./timing.ts";

/** Entries read at once: each may hold 60 KiB. */
const ENTRIES_A_READ = 100;
/** From so many on, read entries are deleted at once: until then each list reads them again. */
const DELETE_AT_ONCE = 20;
/** Under the 80 KiB of keys that a commit may hold. */
const DELETIONS_A_COMMIT = 400;

/** Where the far receiver delivers to. */
export interface FarReceiverEvents {
  accept(source: InstanceId, n: number, messages: readonly Published[]): void;
  /** The watch was silent or the store did not answer: hints may have been missed. */
  suspect(): void;
}

/** After so many polls that found a change the watch had not shown, the watch is opened again. */
const SILENT_POLLS = 2;

/** The receiving side of the far link: reads the inbox when the wake key changes. */
export class FarReceiver {
  /** Read and not yet deleted. */
  readonly #read = new Map<string, Key>();
  #watch = new AbortController();
  #watchFired = false;
  #silentPolls = 0;
  #wake: string | null = null;
  #failing = false;
  #state: "resting" | "reading" | "again" = "resting";
  #reading: Promise<void> = Promise.resolve();
  #deletion: Timer | undefined;

  constructor(
    private readonly context: ClusterContext,
    private readonly events: FarReceiverEvents,
  ) {}

  /** Watches the wake key until the link ends. */
  watch(): void {
    const { kv, me, ended } = this.context;
    this.#watch.abort();
    this.#watch = new AbortController();
    kv.watch(keys.wake(me), () => {
      this.#watchFired = true;
      void this.fetch();
    }, AbortSignal.any([this.#watch.signal, ended]));
  }

  /** Reads the wake key, as a watch can be silent without failing; never throws. */
  async poll(): Promise<void> {
    const { context } = this;
    try {
      const { versionstamp } = await context.kv.get(keys.wake(context.me));
      const changed = versionstamp !== null && versionstamp !== this.#wake;
      this.#wake = versionstamp;
      this.#checkWatch(changed);
      const failed = this.#failing;
      this.#failing = false;
      if (changed || failed) await this.fetch();
      if (failed) this.events.suspect();
    } catch (error) {
      this.#failing = true;
      reportUnlessUnavailable(context, "cluster: reading the wake key", error);
    }
  }

  /** Reads the inbox to its end; never throws. */
  fetch(): Promise<void> {
    if (this.context.ended.aborted) return Promise.resolve();
    if (this.#state === "resting") this.#reading = this.#readAll();
    else this.#state = "again"; // a read that has begun may not show what was put after it began
    return this.#reading;
  }

  stop(): void {
    this.#watch.abort();
    this.#deletion?.cancel();
  }

  /** A watch that stays silent about changes is opened again. */
  #checkWatch(changed: boolean): void {
    if (this.#watchFired) this.#silentPolls = 0;
    else if (changed) this.#silentPolls++;
    this.#watchFired = false;
    if (this.#silentPolls < SILENT_POLLS) return;
    this.#silentPolls = 0;
    this.watch();
    this.events.suspect();
  }

  async #readAll(): Promise<void> {
    const { context } = this;
    try {
      do {
        this.#state = "reading";
        if (await this.#readSome() === "more") this.#state = "again";
      } while (this.#mustReadAgain());
    } catch (error) {
      this.#failing = true;
      reportUnlessUnavailable(context, "cluster: reading the inbox", error);
    } finally {
      this.#state = "resting";
    }
  }

  #mustReadAgain(): boolean {
    return this.#state === "again" && !this.context.ended.aborted;
  }

  async #readSome(): Promise<"more" | "end"> {
    const { context: { kv, me, clock, ended }, events } = this;
    const limit = ENTRIES_A_READ;
    const entries = await kv.list<Published[]>({ prefix: keys.inboxOf(me) }, { limit });
    if (ended.aborted) return "end";
    for (const { key, value } of entries) {
      const [, , source, n] = key;
      events.accept(String(source), Number(n), value);
      this.#read.set(`${source} ${n}`, key);
    }
    if (entries.length === limit) {
      await this.#deleteRead(); // the next list begins with what is left
      return "more";
    }
    this.#deletion?.cancel();
    if (this.#read.size === 0) return "end";
    const delayMs = this.#read.size < DELETE_AT_ONCE ? DELETE_DELAY_MS : 0;
    this.#deletion = clock.after(delayMs, () => {
      this.#deleteRead().catch((error) => {
        reportUnlessUnavailable(this.context, "cluster: deleting read entries", error);
      });
    });
    return "end";
  }

  async #deleteRead(): Promise<void> {
    const read = [...this.#read.values()].slice(0, DELETIONS_A_COMMIT);
    if (read.length === 0) return;
    this.#read.clear(); // what is not deleted is read again, dropped by its number, and deleted then
    await this.context.kv.commit([], read.map((key) => ({ type: "delete", key })));
  }
}
