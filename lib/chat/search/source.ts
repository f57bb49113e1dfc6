import type { ConversationLog, LogEntry } from "../../log/log.ts";
import type { ConversationId, LogEvent, MessageEvent } from "../../protocol/events.ts";
import type { IndexReader, ReadIndex, SeqRange } from "../../search/index_reader.ts";
import type { Segment } from "../../search/segments.ts";
import { MAX_TAIL, type Tails } from "../../search/tails.ts";
import type { Lookup, TimeRange } from "../../text/search/query.ts";

/** Entries of a log that are read at once where no index reaches. */
const SLICE = 128;
/** Messages that are read at once of those that an index names: few at first, of each conversation. */
const MOST_READ = 16;
/** Segments that are asked at once: few at first, for what is newest is wanted first. */
const MOST_SEGMENTS = 16;

/** What a search wants of one conversation. */
export interface Wish {
  conversation: ConversationId;
  /** The seqs that the reader is shown. */
  shown: SeqRange;
  /** When the last event was: nothing is later. */
  lastAt: number;
  time: TimeRange;
  index: ReadIndex;
  /** None: every message is read. */
  lookups: readonly Lookup[];
  /** The only seqs that may be found, ascending, where something else names them. */
  among?: readonly number[];
}

/** What sources read with. `fits` says whether a message is what was searched for. */
export interface SourceParts {
  log: Pick<ConversationLog, "read" | "entries">;
  index: Pick<IndexReader, "narrow" | "find">;
  tails: Tails;
  /** An entry as it may be told. */
  told(entry: LogEntry): LogEvent | undefined;
  fits(conversation: ConversationId, message: MessageEvent): boolean;
}

type Part =
  | { is: "log"; range: SeqRange }
  | { is: "tail"; range: SeqRange }
  /** Of `narrowed` it is known that they may have what is looked for; they follow the others. */
  | { is: "segments"; segments: Segment[]; narrowed: Segment[] };

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
  #parts: Part[] | undefined;
  #segmentsAtOnce = 1;
  #narrowedAtOnce = 8;
  #readAtOnce = 2;

  constructor(private readonly wish: Wish, private readonly parts: SourceParts) {
    this.#until = Math.min(wish.lastAt, wish.time.to - 1);
    if (wish.shown.to < wish.shown.from || wish.lastAt < wish.time.from) this.#parts = [];
  }

  get conversation(): ConversationId {
    return this.wish.conversation;
  }

  /** The time of what comes next, or what it is not after; nothing where nothing comes. */
  get until(): number | undefined {
    const [next] = this.found;
    if (next) return next.at;
    return this.#parts?.length === 0 && this.#named.length === 0 ? undefined : this.#until;
  }

  /** Reads on. Rejects with `Unavailable`. */
  async advance(): Promise<void> {
    this.#parts ??= await this.#divide();
    if (this.#named.length > 0) return await this.#readNamed();
    const part = this.#parts[0];
    if (!part) return;
    if (part.is === "log") return await this.#readLog(part.range);
    if (part.is === "tail") return await this.#askTail(part.range);
    if (part.narrowed.length > 0) return await this.#ask(part.segments, part.narrowed);
    const now = part.segments.slice(-this.#narrowedAtOnce);
    const segments = part.segments.slice(0, -this.#narrowedAtOnce);
    this.#narrowedAtOnce *= 2;
    const { lookups } = this.wish;
    const narrowed = await this.parts.index.narrow(this.conversation, now, lookups);
    this.#goOn(segments, narrowed);
  }

  /** The parts of the conversation, the newest first. */
  async #divide(): Promise<Part[]> {
    const { shown, time, index, lookups, among } = this.wish;
    const end = time.to > this.wish.lastAt ? shown.to : await this.#lastBefore(time.to);
    const range = { from: shown.from, to: end };
    if (among) {
      this.#named = among.filter((seq) => seq >= range.from && seq <= range.to);
      return [];
    }
    if (lookups.length === 0) return [{ is: "log", range }];
    const tail = { from: Math.max(range.from, index.cursor + 1), to: range.to };
    const segments = index.segments.filter((one) =>
      one.from <= range.to && one.to >= range.from && one.lastAt >= time.from
    );
    const is = shown.to - index.cursor > MAX_TAIL ? "log" as const : "tail" as const;
    return [
      ...(tail.from <= tail.to ? [{ is, range: tail }] : []),
      ...(segments.length > 0 ? [{ is: "segments" as const, segments, narrowed: [] }] : []),
    ];
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
    if (first <= from) this.#parts?.shift();
    else this.#parts?.splice(0, 1, { is: "log", range: { from, to: first - 1 } });
    this.#take(entries.reverse());
  }

  /** Asks the end of the log that the index does not reach, for what of it is in a range. */
  async #askTail({ from, to }: SeqRange): Promise<void> {
    const { shown, index, lookups } = this.wish;
    const tail = { from: index.cursor + 1, to: shown.to };
    const { seqs, read } = await this.parts.tails.find(this.conversation, tail, lookups);
    this.read += read;
    this.#parts?.shift();
    this.#named = seqs.filter((seq) => seq >= from && seq <= to);
  }

  /** What is left to be asked, in place of the part that was. */
  #goOn(segments: Segment[], narrowed: Segment[]): void {
    const isLeft = segments.length + narrowed.length > 0;
    this.#parts?.splice(0, 1, ...isLeft ? [{ is: "segments" as const, segments, narrowed }] : []);
    const lastAt = (narrowed.at(-1) ?? segments.at(-1))?.lastAt;
    if (lastAt !== undefined) this.#until = Math.min(this.#until, lastAt);
  }

  async #ask(segments: Segment[], narrowed: readonly Segment[]): Promise<void> {
    const now = narrowed.slice(-this.#segmentsAtOnce);
    const rest = narrowed.slice(0, -this.#segmentsAtOnce);
    this.#segmentsAtOnce = Math.min(2 * this.#segmentsAtOnce, MOST_SEGMENTS);
    const { shown, lookups, index, time } = this.wish;
    const range = {
      from: Math.max(shown.from, now[0]?.from ?? 0),
      to: Math.min(shown.to, now.at(-1)?.to ?? 0),
    };
    const named = await this.parts.index.find(this.conversation, range, lookups, index);
    if (named) this.#named = named;
    const until = Math.min(this.#until, now.at(-1)?.lastAt ?? 0, time.to - 1);
    this.#goOn(segments, rest);
    this.#until = until;
    // The index changes faster than it can be read: the log says the same.
    if (!named) this.#parts?.unshift({ is: "log", range });
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
        this.#parts = [];
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
