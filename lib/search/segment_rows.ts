import { keys } from "../kv/keys.ts";
import type { Kv, Mutation } from "../kv/kv.ts";
import { valueBytes } from "../kv/size.ts";
import type { ConversationId } from "../protocol/events.ts";
import type { Random } from "../runtime/clock.ts";
import type { NewTerms } from "./new_terms.ts";
import { decodeRow, encodeRows, mergeRows, type Postings } from "./postings.ts";
import type { SegmentBytes } from "./row_writer.ts";
import { type Directory, MAX_SEGMENT_BYTES, type Segment } from "./segments.ts";

/** What a segment has of the messages that it stands for. */
export type Stretch = Pick<Segment, "firstAt" | "lastAt" | "vanishing">;

/** The rows of segments: what a step reads, and what it writes in its commit. */
export class SegmentRows {
  constructor(
    private readonly kv: Pick<Kv, "getMany">,
    private readonly random: Pick<Random, "uuid">,
  ) {}

  /** All that segments that follow one another hold; nothing where one was replaced meanwhile. */
  async read(
    conversation: ConversationId,
    segments: readonly Segment[],
  ): Promise<Postings | undefined> {
    const parts = await this.#bytes(conversation, segments);
    if (!parts) return undefined;
    const postings: Postings = new Map();
    for (const { rows, base } of parts) {
      for (const bytes of rows) decodeRow(bytes, base, postings);
    }
    return postings;
  }

  /** One segment in place of several that follow one another; nothing where one was replaced meanwhile. */
  async merge(
    conversation: ConversationId,
    segments: readonly Segment[],
  ): Promise<{ segment: Segment; mutations: Mutation[] } | undefined> {
    const parts = await this.#bytes(conversation, segments);
    if (!parts) return undefined;
    const messages = segments.reduce((sum, one) => sum + one.messages, 0);
    const [from, to] = [segments[0]?.from ?? 0, segments.at(-1)?.to ?? 0];
    return this.#stored(conversation, mergeRows(parts), { from, to, messages }, segments);
  }

  async #bytes(conversation: ConversationId, segments: readonly Segment[]) {
    const read = await this.kv.getMany<Uint8Array>(
      segments.flatMap((one) => rowKeys(conversation, one)),
    );
    const bytes = read.map(({ value }) => value).filter((value) => value !== null);
    if (bytes.length < read.length) return undefined;
    let next = 0;
    return segments.map(({ rows, from }) => ({
      rows: bytes.slice(next, next += rows),
      base: from,
    }));
  }

  /** The segment of messages that are new; nothing where it would be too large for one. */
  writeNew(
    conversation: ConversationId,
    terms: NewTerms,
    { messages, ...stretch }: Stretch & Pick<Segment, "from" | "to" | "messages">,
  ): { segments: Segment[]; mutations: Mutation[] } | undefined {
    const about = { from: stretch.from, to: stretch.to, messages };
    const { segment, mutations } = this.#stored(conversation, terms.rows(), about, [stretch]);
    return segment.bytes <= MAX_SEGMENT_BYTES ? { segments: [segment], mutations } : undefined;
  }

  /** Segments of these postings: none, one, or two where one would be too large. */
  write(
    conversation: ConversationId,
    postings: Postings,
    stretches: readonly Stretch[],
  ): { segments: Segment[]; mutations: Mutation[] } {
    if (postings.size === 0) return { segments: [], mutations: [] };
    const whole = this.#one(conversation, postings, stretches);
    if (whole.segment.bytes <= MAX_SEGMENT_BYTES || whole.seqs.size === 1) {
      return { segments: [whole.segment], mutations: whole.mutations };
    }
    const sorted = [...whole.seqs].sort((a, b) => a - b);
    const middle = sorted[sorted.length >> 1] ?? 0;
    const halves = [(seq: number) => seq < middle, (seq: number) => seq >= middle].map((in_) =>
      this.#one(conversation, only(postings, in_), stretches)
    );
    return {
      segments: halves.map(({ segment }) => segment),
      mutations: halves.flatMap(({ mutations }) => mutations),
    };
  }

  /** What deletes the rows of segments. */
  remove(conversation: ConversationId, segments: readonly Segment[]): Mutation[] {
    return segments.flatMap((segment) => [
      ...rowKeys(conversation, segment),
      ...(segment.rows > 1 ? [keys.searchDirectory(conversation, segment.id)] : []),
    ]).map((key) => ({ type: "delete", key }));
  }

  /** A segment of these postings, in the time of those that it stands for. */
  #one(conversation: ConversationId, postings: Postings, stretches: readonly Stretch[]) {
    const seqs = new Set<number>();
    for (const list of postings.values()) for (const seq of list) seqs.add(seq);
    const [from, to] = bounds(seqs);
    const about = { from, to, messages: seqs.size };
    return { ...this.#stored(conversation, encodeRows(postings, from), about, stretches), seqs };
  }

  #stored(
    conversation: ConversationId,
    { rows, filter }: SegmentBytes,
    about: Pick<Segment, "from" | "to" | "messages">,
    stretches: readonly Stretch[],
  ) {
    const id = this.random.uuid();
    const mutations = rows.map(({ bytes }, n): Mutation => ({
      type: "set",
      key: keys.searchTerms(conversation, id, n),
      value: bytes,
    }));
    if (filter) {
      const value: Directory = { firsts: rows.map(({ first }) => first), filter };
      mutations.push({ type: "set", key: keys.searchDirectory(conversation, id), value });
    }
    const bytes = mutations.reduce(
      (sum, mutation) => sum + (mutation.type === "set" ? valueBytes(mutation.value) : 0),
      0,
    );
    const segment: Segment = {
      id,
      ...about,
      bytes,
      rows: rows.length,
      firstAt: Math.min(...stretches.map(({ firstAt }) => firstAt)),
      lastAt: Math.max(...stretches.map(({ lastAt }) => lastAt)),
      ...(stretches.some(({ vanishing }) => vanishing) && { vanishing: true as const }),
    };
    return { segment, mutations };
  }
}

function rowKeys(conversation: ConversationId, { id, rows }: Segment) {
  return Array.from({ length: rows }, (_, n) => keys.searchTerms(conversation, id, n));
}

function bounds(seqs: Iterable<number>): [from: number, to: number] {
  let [from, to] = [Infinity, 0];
  for (const seq of seqs) {
    from = Math.min(from, seq);
    to = Math.max(to, seq);
  }
  return [from, to];
}

function only(postings: Postings, wanted: (seq: number) => boolean): Postings {
  const some: Postings = new Map();
  for (const [term, seqs] of postings) {
    const left = seqs.filter(wanted);
    if (left.length > 0) some.set(term, left);
  }
  return some;
}
