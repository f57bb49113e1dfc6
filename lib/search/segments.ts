// The index of one conversation: segments, each of a stretch of its log, and how far they reach.

import type { EventOf, LogEvent } from "../protocol/events.ts";

/** What is stored under `searchIndex` of a conversation. */
export interface IndexRow {
  /** How messages are taken apart; one of another form is made anew. */
  form: number;
  /** Everything up to this seq is in the segments. */
  cursor: number;
  /** What events up to this seq changed in earlier messages is in the segments too. */
  followed: number;
  /** By seq, ascending. */
  segments: Segment[];
}

/** A stretch of a log, by the terms of its messages: rows under `searchTerms`. It is never empty. */
export interface Segment {
  id: string;
  /** The seqs of its first and last message, and their times (milliseconds UTC). */
  from: number;
  to: number;
  firstAt: number;
  lastAt: number;
  messages: number;
  bytes: number;
  rows: number;
  /** Messages in it are gone by themselves: it stays small, for it changes often. */
  vanishing?: true;
}

/** What is stored beside the rows of a segment that has several. */
export interface Directory {
  /** The first term of each row. */
  firsts: string[];
  /** Which terms it may have (lib/search/term_filter.ts). */
  filter: Uint8Array;
}

/** Changes whenever what `indexTerms` gives does, or how it is stored. */
export const INDEX_FORM = 2;

/** Messages that wait for so many others before they are indexed: until then they are read. */
export const STEP_MESSAGES = 128;
/** Entries after which a step is made however few of them are messages. */
export const STEP_ENTRIES = 256;

/** When a step is made, and which segments become one. */
export interface StepSizes {
  messages: number;
  entries: number;
  /** The last segments that have fewer messages each become one where they have so many together. */
  merges: readonly number[];
}

export const STEP_SIZES: StepSizes = {
  messages: STEP_MESSAGES,
  entries: STEP_ENTRIES,
  merges: [1_024, 8_192, 32_768],
};
/** A segment must fit into one commit, with the deletions of what it replaces. */
export const MAX_SEGMENT_BYTES = 600 * 1024;

/** Segments that follow one another and shall become one, if any. */
export function mergeable(
  segments: readonly Segment[],
  merges: StepSizes["merges"],
): readonly Segment[] {
  for (const messages of merges) {
    const larger = segments.findLastIndex((one) => one.vanishing || one.messages >= messages);
    const last = segments.slice(larger + 1);
    if (last.reduce((sum, one) => sum + one.messages, 0) < messages) continue;
    let bytes = 0;
    const end = last.findIndex((one) => (bytes += one.bytes) > MAX_SEGMENT_BYTES);
    const fitting = end < 0 ? last : last.slice(0, end);
    if (fitting.length > 1) return fitting;
  }
  return [];
}

/** Whether an event changed the words of an earlier message. */
export function changesWords(
  event: LogEvent,
): event is EventOf<"edit" | "preview" | "delete" | "move"> {
  return event.kind === "edit" || event.kind === "preview" || event.kind === "delete" ||
    event.kind === "move";
}
