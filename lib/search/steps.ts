import type { Mutation } from "../kv/kv.ts";
import type { ConversationLog, LogEntry } from "../log/log.ts";
import type { ConversationId, MessageEvent } from "../protocol/events.ts";
import { NewTerms } from "./new_terms.ts";
import { addMessage, type Postings } from "./postings.ts";
import type { RecentEntries } from "./recent_entries.ts";
import type { SegmentRows } from "./segment_rows.ts";
import {
  changesWords,
  type IndexRow,
  MAX_SEGMENT_BYTES,
  mergeable,
  type Segment,
  STEP_SIZES,
  type StepSizes,
} from "./segments.ts";

/** Entries that one step reads: an index that is far behind catches up in steps of so many. */
const PAGE = 1_024;
/** Words of one step, in code units: what they add fits into a commit beside what is there. */
const STEP_TEXT = 32 * 1024;
/** A step's messages came in a rush where they took less time than this. */
const RUSH_MS = 10_000;
/** The most that the words of one message that changed add to a segment, in bytes. */
const EDIT_BYTES = 40 * 1024;

/** What a step changes: the row as it will be, and the rows beside it. */
export interface Step {
  row: IndexRow;
  mutations: Mutation[];
}

/** Entries of a log behind the cursor of an index. `ended`: there was no more of them. */
export interface Page {
  entries: readonly LogEntry[];
  ended: boolean;
}

/** Decides what an index does next to be as its log is. Rejects with `Unavailable`. */
export class Steps {
  /** Filled and emptied within one step. */
  readonly #terms = new NewTerms();

  constructor(
    private readonly log: Pick<ConversationLog, "read" | "entries">,
    private readonly rows: SegmentRows,
    private readonly sizes: StepSizes = STEP_SIZES,
    private readonly recent?: Pick<RecentEntries, "after">,
  ) {}

  /** What stands behind the cursor, as far as one read goes; without one where it is in memory. */
  async page(conversation: ConversationId, { cursor, followed }: IndexRow): Promise<Page> {
    const recent = this.recent?.after(conversation, cursor, this.sizes.messages);
    // What another instance followed already may have changed what is remembered here.
    if (recent && (recent.at(-1)?.event.seq ?? 0) >= followed) {
      return { entries: recent, ended: true };
    }
    const entries = await this.log.read(conversation, { after: cursor, limit: PAGE });
    return { entries, ended: entries.length < PAGE };
  }

  /** What is left of a page behind the cursor; nothing where too little is left of it to go on with. */
  rest({ entries, ended }: Page, { cursor }: IndexRow): Page | undefined {
    const left = entries.filter(({ event }) => event.seq > cursor);
    return ended || left.length >= PAGE / 2 ? { entries: left, ended } : undefined;
  }

  /** “replaced”: another instance took a step meanwhile. */
  async next(
    conversation: ConversationId,
    row: IndexRow,
    { entries }: Page,
  ): Promise<Step | "replaced" | "done"> {
    return await this.#changed(conversation, row, entries) ??
      await this.#merged(conversation, row) ?? this.#added(conversation, row, entries) ?? "done";
  }

  /** Follows what was edited, deleted or moved away since. */
  async #changed(
    conversation: ConversationId,
    row: IndexRow,
    page: readonly LogEntry[],
  ): Promise<Step | "replaced" | undefined> {
    const events = page.map(({ event }) => event).filter(({ seq }) => seq > row.followed);
    const changed = new Map<Segment, Set<number>>();
    let { followed } = row;
    let bytes = 0;
    for (const event of events) {
      const segment = changesWords(event) ? segmentAt(row, event.target) : undefined;
      if (segment && changesWords(event)) {
        const known = changed.get(segment);
        bytes += (known ? 0 : segment.bytes) +
          (event.kind === "edit" || event.kind === "preview" ? EDIT_BYTES : 0);
        if (changed.size > 0 && bytes > MAX_SEGMENT_BYTES + EDIT_BYTES) break;
        changed.set(segment, (known ?? new Set()).add(event.target));
      }
      followed = event.seq;
    }
    if (changed.size === 0) return undefined;
    const mutations: Mutation[] = [];
    const now: Segment[] = [];
    for (const segment of row.segments) {
      const seqs = changed.get(segment);
      if (!seqs) {
        now.push(segment);
        continue;
      }
      const postings = await this.rows.read(conversation, [segment]);
      if (!postings) return "replaced";
      removeFrom(postings, seqs);
      const entries = await this.log.entries(conversation, [...seqs].sort((a, b) => a - b));
      for (const message of messagesOf(entries)) addMessage(postings, message);
      const written = this.rows.write(conversation, postings, [segment]);
      mutations.push(...written.mutations, ...this.rows.remove(conversation, [segment]));
      now.push(...written.segments);
    }
    return { row: { ...row, followed, segments: now }, mutations };
  }

  /** Takes in what is new, when that is enough for a segment. */
  #added(
    conversation: ConversationId,
    row: IndexRow,
    page: readonly LogEntry[],
  ): Step | undefined {
    const entries = withinText(page);
    const messages = messagesOf(entries);
    const last = entries.at(-1)?.event.seq;
    const enough = messages.length >= this.sizes.messages && !isRush(messages) ||
      entries.length >= this.sizes.entries || entries.length < page.length;
    if (last === undefined || !enough) return undefined;
    const written = this.#new(conversation, messages);
    return {
      row: {
        ...row,
        cursor: last,
        followed: Math.max(row.followed, last),
        segments: [...row.segments, ...written.segments],
      },
      mutations: written.mutations,
    };
  }

  #new(conversation: ConversationId, messages: readonly MessageEvent[]) {
    const [first, last] = [messages[0], messages.at(-1)];
    if (!first || !last) return { segments: [], mutations: [] };
    const stretch = {
      firstAt: first.at,
      lastAt: last.at,
      ...(messages.some(({ vanishMs }) => vanishMs !== undefined) && { vanishing: true as const }),
    };
    for (const message of messages) this.#terms.add(message);
    const about = { ...stretch, from: first.seq, to: last.seq, messages: messages.length };
    const written = this.rows.writeNew(conversation, this.#terms, about);
    if (written) return written;
    const postings: Postings = new Map();
    for (const message of messages) addMessage(postings, message);
    return this.rows.write(conversation, postings, [stretch]);
  }

  async #merged(
    conversation: ConversationId,
    row: IndexRow,
  ): Promise<Step | "replaced" | undefined> {
    const merged = mergeable(row.segments, this.sizes.merges);
    if (merged.length === 0) return undefined;
    const written = await this.rows.merge(conversation, merged);
    if (!written) return "replaced";
    const mutations = [...written.mutations, ...this.rows.remove(conversation, merged)];
    const at = row.segments.findIndex(({ id }) => id === merged[0]?.id);
    const segments = row.segments.toSpliced(at, merged.length, written.segment);
    return { row: { ...row, segments }, mutations };
  }
}

/** Whether more will follow at once: then a step waits for as many as it may, for it costs a commit. */
function isRush(messages: readonly MessageEvent[]): boolean {
  return (messages.at(-1)?.at ?? 0) - (messages[0]?.at ?? 0) < RUSH_MS;
}

function segmentAt({ segments }: IndexRow, seq: number): Segment | undefined {
  return segments.find(({ from, to }) => from <= seq && seq <= to);
}

/** The messages among entries that have words. */
function messagesOf(entries: readonly (LogEntry | undefined)[]): MessageEvent[] {
  return entries.flatMap((entry) =>
    entry?.event.kind === "message" && entry.event.deletedAt === undefined ? [entry.event] : []
  );
}

/** The first of them, as far as their words go into one step; one at least. */
function withinText(entries: readonly LogEntry[]): readonly LogEntry[] {
  let length = 0;
  const end = entries.findIndex(({ event }, n) => {
    length += event.kind === "message" ? event.text.length : 0;
    return n > 0 && length > STEP_TEXT;
  });
  return end < 0 ? entries : entries.slice(0, end);
}

function removeFrom(postings: Postings, gone: ReadonlySet<number>): void {
  for (const [term, seqs] of postings) {
    if (!seqs.some((seq) => gone.has(seq))) continue;
    const left = seqs.filter((seq) => !gone.has(seq));
    if (left.length > 0) postings.set(term, left);
    else postings.delete(term);
  }
}
