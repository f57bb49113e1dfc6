// What searches ask to know where something may stand. There is one (segment_engine.ts); another one would
// have to do what `tests/contracts/search_contract.ts` says.
import type { ConversationId } from "../protocol/events.ts";
import type { Lookup, TimeRange } from "../text/search/query.ts";

/** A stretch of a log: both ends are in it. */
export interface SeqRange {
  from: number;
  to: number;
}

/** What is looked for in a conversation. */
export interface AskedOf {
  /** The last seq of its log. */
  last: number;
  range: SeqRange;
  /** What is not in it need not be named. */
  time: TimeRange;
  /** At least one; a message is looked for where each of them finds it. */
  lookups: readonly Lookup[];
}

/** Where it may stand: later ones are named first, each once. */
export interface Named {
  /** Ascending; all that is named after is before them. May be none. */
  seqs: number[];
  /** Every message of this stretch may be it: the engine cannot tell. Then `seqs` is empty. */
  unknown?: SeqRange;
  /** Nothing of this, and of what is named after, was later (milliseconds UTC). */
  until?: number;
  /** Entries of the log that were read for it. */
  read: number;
  /** Nothing is named after it. */
  last: boolean;
}

/** Names what may be it, as far as it is asked: not after the last. Rejects with `Unavailable`. */
export type Walk = () => Promise<Named>;

/**
 * Names messages by their terms (lib/text/search/message.ts). All that the log holds when it is asked
 * for and that says what is looked for is named; others may be, for whoever asks compares each with
 * the log. Everything rejects with `Unavailable`.
 */
export interface SearchEngine {
  /** Conversations as they are now, in their order. */
  open(conversations: readonly ConversationId[]): Promise<((asked: AskedOf) => Walk)[]>;
}
