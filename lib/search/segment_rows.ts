import { keys } from "../kv/keys.ts";
import type { Kv, Mutation } from "../kv/kv.ts";
import { valueBytes } from "../kv/size.ts";
import type { ConversationId } from "../protocol/events.ts";
import type { Random } from "../runtime/clock.ts";
import { decodeRow, encodeRows, type Postings } from "./postings.ts";
import { MAX_SEGMENT_BYTES, type Segment } from "./segments.ts";

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
    const rows = await this.kv.getMany<Uint8Array>(
      segments.flatMap((one) => rowKeys(conversation, one)),
    );
    const postings: Postings = new Map();
    let next = 0;
    for (const segment of segments) {
      for (const { value } of rows.slice(next, next += segment.rows)) {
        if (!value) return undefined;
        decodeRow(value, segment.from, postings);
      }
    }
    return postings;
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
      ...(segment.rows > 1 ? [keys.searchFirsts(conversation, segment.id)] : []),
    ]).map((key) => ({ type: "delete", key }));
  }

  /** A segment of these postings, in the time of those that it stands for. */
  #one(conversation: ConversationId, postings: Postings, stretches: readonly Stretch[]) {
    const seqs = new Set<number>();
    for (const list of postings.values()) for (const seq of list) seqs.add(seq);
    const [from, to] = bounds(seqs);
    const rows = encodeRows(postings, from);
    const id = this.random.uuid();
    const mutations = rows.map(({ bytes }, n): Mutation => ({
      ...{ type: "set", key: keys.searchTerms(conversation, id, n), value: bytes },
    }));
    if (rows.length > 1) {
      const firsts = rows.map(({ first }) => first);
      mutations.push({ type: "set", key: keys.searchFirsts(conversation, id), value: firsts });
    }
    const bytes = mutations.reduce(
      (sum, mutation) => sum + (mutation.type === "set" ? valueBytes(mutation.value) : 0),
      0,
    );
    const segment: Segment = {
      ...{ id, from, to, messages: seqs.size, bytes, rows: rows.length },
      firstAt: Math.min(...stretches.map(({ firstAt }) => firstAt)),
      lastAt: Math.max(...stretches.map(({ lastAt }) => lastAt)),
      ...(stretches.some(({ vanishing }) => vanishing) && { vanishing: true as const }),
    };
    return { segment, mutations, seqs };
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
