import type { ChatError } from "../protocol/errors.ts";
import type { ConversationId, Draft, LogEvent, UserId } from "../protocol/events.ts";
import type { Check, Mutation } from "./kv.ts";

/**
 * One entry of the log as it is stored: the event, the id of the request that made it (D3), and how
 * many messages the conversation has up to and with this entry (unread counts are differences of it).
 */
export interface LogEntry {
  event: LogEvent;
  id: string;
  messages: number;
}

/** Where a conversation's log ends. `messages` counts as in `LogEntry`; `at` is the last entry's. */
export interface Head {
  seq: number;
  messages: number;
  at: number;
}

/** What one request adds to a log. */
export interface AppendRequest {
  conversation: ConversationId;
  by: UserId;
  /** The request's id: the same (conversation, by, id) is appended at most once (D3). */
  id: string;
  /** The highest seq that the author had seen at the first try: a duplicate stands after it. */
  after: number;
  draft: Draft;
  /**
   * For an event that changes an earlier message: gives the message's new form, or the refusal.
   * Called with the current entry of `draft.target` (undefined: there is none), maybe several times;
   * it must be pure. The new form is stored in the same commit as the event.
   */
  revise?: (target: LogEvent | undefined, at: number) => LogEvent | ChatError;
  /** Other keys written in the same commit, each set under the checks beside it. */
  also?: (seq: number, at: number) => Mutation[];
  /** What must still hold; when it does not, the request ends with `{is: "conflict"}`. */
  checks?: Check[];
  /** Called once, in the turn of the commit, before anyone is delivered the event (D1, D5). */
  acknowledge?: (appended: Appended) => void;
}

/**
 * A place in the log. `duplicate`: it had been appended before; this is where. False also for the
 * entry of a commit whose answer was lost and that was found again.
 */
export interface Appended {
  seq: number;
  at: number;
  duplicate: boolean;
}

/** What became of a request: its place, or that one of its checks failed. */
export type AppendOutcome = { is: "appended"; appended: Appended } | { is: "conflict" };

/**
 * Consecutive entries of one conversation that a commit of this instance added; or one that stands
 * there already, found for a request that was tried again: who wrote it may have told nobody.
 */
export interface Committed {
  conversation: ConversationId;
  entries: LogEntry[];
}

/** The gap-free logs of all conversations (D1, D2, D3). */
export interface ConversationLog {
  /**
   * Appends with the next group commit. Requests for one conversation keep their order.
   * Throws what `revise` refused with, or `Unavailable` when the store did not answer: then it is not
   * known whether it was appended, and the same request may be sent again.
   */
  append(request: AppendRequest): Promise<AppendOutcome>;
  /** Entries with `after < seq < before`, ascending; the newest `limit` of them with `newest`. */
  read(
    conversation: ConversationId,
    range: { after?: number; before?: number; limit: number; newest?: boolean },
  ): Promise<LogEntry[]>;
  /** The heads in the order asked; seq 0 where nothing was appended yet. Strong reads. */
  heads(conversations: readonly ConversationId[]): Promise<Head[]>;
  /**
   * A hint: another instance appended up to `seq`. The next append reads first, where its commit
   * would have failed. Nothing breaks when it is not said.
   */
  heard(conversation: ConversationId, seq: number): void;
  /** Waits for what was asked to be appended; afterwards `append` throws `Unavailable` (D7). */
  drain(): Promise<void>;
}

/** Called after each commit, after the acknowledgements, with what to deliver and publish. */
export type OnCommitted = (committed: Committed[]) => void;
