import type { ConversationId } from "../protocol/events.ts";
import type { AskedOf, Named, SearchEngine, SeqRange } from "./engine.ts";
import type { IndexReader, ReadIndex } from "./index_reader.ts";
import { type Segment, STEP_ENTRIES } from "./segments.ts";
import { MAX_TAIL, type Tails } from "./tails.ts";

/** Segments that are asked at once: few at first, for what is newest is wanted first. */
const MOST_SEGMENTS = 16;
/** Segments that are narrowed at once: few at first. */
const FIRST_NARROWED = 8;

/** What segments are asked over. */
export interface SegmentEngineParts {
  index: IndexReader;
  tails: Tails;
  /** Has an index follow a log that it is far behind. */
  indexing: { follow(conversation: ConversationId): void };
}

/** The engine over segments in KV, and over the ends of logs that they do not reach. */
export function createSegmentEngine({ index, tails, indexing }: SegmentEngineParts): SearchEngine {
  return {
    async open(conversations) {
      const indexes = await index.open(conversations);
      return conversations.map((conversation, n) => {
        const read = indexes[n] ?? { cursor: 0, segments: [] };
        return (asked) => {
          if (asked.last - read.cursor > STEP_ENTRIES) indexing.follow(conversation);
          const walk = new SegmentWalk({ index, tails }, { conversation, read }, asked);
          return () => walk.next();
        };
      });
    },
  };
}

/** Of `narrowed` it is known that they may have what is looked for; they follow the others. */
interface Left {
  segments: Segment[];
  narrowed: Segment[];
}

/** The end of the log first, then segments, the newest first. */
class SegmentWalk {
  #tail: SeqRange | undefined;
  #left: Left | undefined;
  #narrowedAtOnce = FIRST_NARROWED;
  #askedAtOnce = 1;

  constructor(
    private readonly parts: Omit<SegmentEngineParts, "indexing">,
    private readonly of: { conversation: ConversationId; read: ReadIndex },
    private readonly asked: AskedOf,
  ) {
    const { range, time } = asked;
    const tail = { from: Math.max(range.from, of.read.cursor + 1), to: range.to };
    if (tail.from <= tail.to) this.#tail = tail;
    const segments = of.read.segments.filter((one) =>
      one.from <= range.to && one.to >= range.from && one.lastAt >= time.from
    );
    if (segments.length > 0) this.#left = { segments, narrowed: [] };
  }

  async next(): Promise<Named> {
    const named = await this.#name();
    return { ...named, last: !this.#left };
  }

  async #name(): Promise<Omit<Named, "last">> {
    const tail = this.#tail;
    this.#tail = undefined;
    if (tail) return await this.#askTail(tail);
    if (!this.#left) return { seqs: [], read: 0 };
    const { segments, narrowed } = this.#left;
    return narrowed.length > 0 ? await this.#ask(segments, narrowed) : await this.#narrow(segments);
  }

  /** Asks the end of the log that the index does not reach, for what of it is in a range. */
  async #askTail(range: SeqRange): Promise<Omit<Named, "last">> {
    const { conversation, read: { cursor } } = this.of;
    const { last, lookups } = this.asked;
    if (last - cursor > MAX_TAIL) return { seqs: [], unknown: range, read: 0 };
    const tail = { from: cursor + 1, to: last };
    const { seqs, read } = await this.parts.tails.find(conversation, tail, lookups);
    return { seqs: seqs.filter((seq) => seq >= range.from && seq <= range.to), read };
  }

  async #narrow(segments: Segment[]): Promise<Omit<Named, "last">> {
    const now = segments.slice(-this.#narrowedAtOnce);
    const rest = segments.slice(0, -this.#narrowedAtOnce);
    this.#narrowedAtOnce *= 2;
    const { lookups } = this.asked;
    const narrowed = await this.parts.index.narrow(this.of.conversation, now, lookups);
    const next = this.#leave({ segments: rest, narrowed });
    return { seqs: [], read: 0, ...(next && { until: next.lastAt }) };
  }

  async #ask(segments: Segment[], narrowed: readonly Segment[]): Promise<Omit<Named, "last">> {
    const now = narrowed.slice(-this.#askedAtOnce);
    const [oldest, newest] = [now[0], now.at(-1)];
    this.#askedAtOnce = Math.min(2 * this.#askedAtOnce, MOST_SEGMENTS);
    const { conversation, read: index } = this.of;
    const range = {
      from: Math.max(this.asked.range.from, oldest?.from ?? 0),
      to: Math.min(this.asked.range.to, newest?.to ?? 0),
    };
    const seqs = await this.parts.index.find(conversation, range, this.asked.lookups, index);
    this.#leave({ segments, narrowed: narrowed.slice(0, -now.length) });
    const named = { until: newest?.lastAt ?? 0, read: 0 };
    // The index changes faster than it can be read: the log says the same.
    return seqs ? { ...named, seqs } : { ...named, seqs: [], unknown: range };
  }

  /** What is left to be asked; gives the first of it. */
  #leave(left: Left): Segment | undefined {
    const next = left.narrowed.at(-1) ?? left.segments.at(-1);
    this.#left = next && left;
    return next;
  }
}
