import type { ConversationLog, LogEntry } from "../../log/log.ts";
import type { ConversationId, LogEvent, MessageEvent } from "../../protocol/events.ts";
import type { AskedOf, Named, SeqRange, Walk } from "../../search/engine.ts";
import type { Lookup, TimeRange } from "../../text/search/query.ts";

/** Entries of a log that are read at once where no index reaches. */
const SLICE = 128;
/** Messages that are read at once of those that an index names: few at first, of each conversation. */
const MOST_READ = 16;

/** What a search wants of one conversation. */
export interface Wish {
  conversation: ConversationId;
  /** The seqs that the reader is shown. */
  shown: SeqRange;
  /** When the last event was: nothing is later. */
  lastAt: number;
  time: TimeRange;
  /** Has the engine name what may be it. */
  walk(asked: AskedOf): Walk;
  /** None: every message is read. */
  lookups: readonly Lookup[];
  /** The only seqs that may be found, ascending, where something else names them. */
  among?: readonly number[];
}

/** What sources read with. `fits` says whether a message is what was searched for. */
export interface SourceParts {
  log: Pick<ConversationLog, "read" | "entries">;
  /** An entry as it may be told. */
  told(entry: LogEntry): LogEvent | undefined;
  fits(conversation: ConversationId, message: MessageEvent): boolean;
}

/** What a search finds in one conversation, the newest first, read as far as it is wanted. */
export class Source {
  /** What was found and not taken yet, the newest first. */
  readonly found: MessageEvent[] = [];
  /** Entries that were read. */
  read = 0;
  /** Nothing that is still to be found is later. */
  #until: number;
  /** Seqs that an index named and that were not read yet, ascending. */
  #named: number[] = [];
  /** What is read of the log, for nothing names what of it may be it. */
  #unnamed: SeqRange | undefined;
  /** Names what comes next; nothing where nothing more is named. */
  #walk: (() => Promise<Named>) | undefined;
  #readAtOnce = 2;

  constructor(private readonly wish: Wish, private readonly parts: SourceParts) {
    this.#until = Math.min(wish.lastAt, wish.time.to - 1);
    const isNone = wish.shown.to < wish.shown.from || wish.lastAt < wish.time.from;
    this.#walk = isNone ? undefined : () => this.#begin();
  }

  get conversation(): ConversationId {
    return this.wish.conversation;
  }

  /** The time of what comes next, or what it is not after; nothing where nothing comes. */
  get until(): number | undefined {
    const [next] = this.found;
    if (next) return next.at;
    return this.#isEnded ? undefined : this.#until;
  }

  get #isEnded(): boolean {
    return this.#named.length === 0 && !this.#unnamed && !this.#walk;
  }

  /** Reads on. Rejects with `Unavailable`. */
  async advance(): Promise<void> {
    if (this.#named.length > 0) return await this.#readNamed();
    if (this.#unnamed) return await this.#readLog(this.#unnamed);
    const named = await this.#walk?.();
    if (!named) return;
    this.#named = named.seqs;
    this.#unnamed = named.unknown;
    this.read += named.read;
    this.#until = Math.min(this.#until, named.until ?? Infinity);
    if (named.last) this.#walk = undefined;
  }

  /** What is named first, where it is known which part of the conversation is meant. */
  async #begin(): Promise<Named> {
    const { shown, time, lookups, among, walk } = this.wish;
    const to = time.to > this.wish.lastAt ? shown.to : await this.#lastBefore(time.to);
    const range = { from: shown.from, to };
    if (among) {
      const seqs = among.filter((seq) => seq >= range.from && seq <= range.to);
      return { seqs, read: 0, last: true };
    }
    if (lookups.length === 0) return { seqs: [], unknown: range, read: 0, last: true };
    this.#walk = walk({ last: shown.to, range, time, lookups });
    return await this.#walk();
  }

  /** The last seq that is shown and was before a time: times in a log never decrease. */
  async #lastBefore(time: number): Promise<number> {
    let [low, high] = [this.wish.shown.from - 1, this.wish.shown.to];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const [entry] = await this.parts.log.entries(this.conversation, [middle]);
      if (entry && entry.event.at < time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  async #readLog({ from, to }: SeqRange): Promise<void> {
    const range = { after: from - 1, before: to + 1, limit: SLICE, newest: true };
    const entries = await this.parts.log.read(this.conversation, range);
    const first = entries[0]?.event.seq ?? from;
    this.#unnamed = first <= from ? undefined : { from, to: first - 1 };
    this.#take(entries.reverse());
  }

  async #readNamed(): Promise<void> {
    const seqs = this.#named.splice(-this.#readAtOnce).reverse();
    this.#readAtOnce = Math.min(2 * this.#readAtOnce, MOST_READ);
    const entries = await this.parts.log.entries(this.conversation, seqs);
    this.#take(entries.filter((entry) => entry !== undefined));
  }

  /** Entries, the newest first. */
  #take(entries: readonly LogEntry[]): void {
    const { time } = this.wish;
    this.read += entries.length;
    for (const entry of entries) {
      const { at } = entry.event;
      this.#until = Math.min(this.#until, at);
      if (at < time.from) {
        this.#walk = this.#unnamed = undefined;
        this.#named = [];
        return;
      }
      if (at >= time.to) continue;
      const event = this.parts.told(entry);
      if (event?.kind !== "message" || event.deletedAt !== undefined) continue;
      if (this.parts.fits(this.conversation, event)) this.found.push(event);
    }
  }
}
