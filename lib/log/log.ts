import type { ConversationId, Draft, LogEvent, UserId } from "../protocol/events.ts";
import type { Check, Mutation } from "../kv/kv.ts";

/**
 * One entry of the log as it is stored: the event, the id of the request that made it (D3), and how
 * many messages stand in the timeline up to and with this entry (unread counts are differences of it).
 */
export interface LogEntry {
  event: LogEvent;
  id: string;
  messages: number;
  /**
   * Where it does not stand in the timeline: how many entries in a row do not, up to and with this one.
   * Who reads the timeline back leaps over them. Entries of older versions have none.
   */
  aside?: number;
}

/**
 * Where a conversation's log ends. `messages` and `aside` are as in `LogEntry`; `at` and `by` are the
 * last entry's; `by` only where that stands in the timeline, for its author has read up to it.
 */
export interface Head {
  seq: number;
  messages: number;
  at: number;
  by?: UserId;
  aside?: number;
  /** The last message of the timeline that is gone: whoever has read up to it misses none. */
  gone?: number;
}

/** What one request adds to a log. */
export interface AppendRequest {
  conversation: ConversationId;
  by: UserId;
  /** The request's id: the same (conversation, by, id) is appended at most once (D3). */
  id: string;
  /**
   * The highest seq that the author had seen at the first try: a duplicate stands after it. Without
   * it, duplicates are looked for among the newest 500 entries alone.
   */
  after?: number;
  draft: Draft;
  /**
   * For an event that changes an earlier message: gives the message's new form, or the error that
   * ends the request. Called with the current entry of `draft.target`, or of the root of the thread in
   * which the draft is a reply (undefined: there is none), and the place of the event, maybe several
   * times, each time right before `also`. The new form is stored in the same commit as the event; of a
   * message, the log notes in `changed` that this event is in it.
   */
  revise?: (target: LogEvent | undefined, at: number, seq: number) => LogEvent | Error;
  /** Other keys written in the same commit, each set under the checks beside it. */
  also?: (seq: number, at: number) => Mutation[];
  /** What must still hold; when it does not, the request ends with `{is: "conflict"}`. */
  checks?: Check[];
  /** Called once, synchronously after the commit, before the event is delivered (D1, D5). */
  acknowledge?: (appended: Appended) => void;
}

/**
 * A place in the log. `duplicate`: an earlier request appended it. False also when the answer of this
 * request's own commit was lost and its entry was found again.
 */
export interface Appended {
  seq: number;
  at: number;
  duplicate: boolean;
}

/** How a request ended: with its place, or because one of its checks failed. */
export type AppendOutcome = { is: "appended"; appended: Appended } | { is: "conflict" };

/**
 * Consecutive entries of one conversation that a commit of this instance added; or one found for a
 * repeated request, because the instance that wrote it may have told nobody.
 */
export interface Committed {
  conversation: ConversationId;
  entries: LogEntry[];
  /** Earlier messages as the commit changed them; none of an entry that was found. */
  revised?: readonly LogEntry[];
  /** The commit proved that no other instance is live: nobody else needs to be told. */
  alone: boolean;
}

/** Lets a commit prove that no other instance is live. The bus between instances is one. */
export interface AloneGuard {
  /** The check that only holds while this instance is alone; `undefined` when it is not. */
  aloneCheck(): Check | undefined;
  /** A commit with that check, begun at `startedAt`, held. */
  confirmAlone(startedAt: number): void;
  /** One failed: reads again who is live. Never rejects. */
  refresh(): Promise<void>;
}

/** The gap-free logs of all conversations (D1, D2, D3). */
export interface ConversationLog {
  /**
   * Appends with the next group commit. Requests for one conversation keep their order, except that
   * one whose id must be searched for far back waits apart, with later ones of its author.
   * Rejects with what `revise` refuses with; `text-too-long` when an entry exceeds a value of the
   * store; `send-too-old` when `after` is more than 10,000 entries or 30 days back; a `RangeError`
   * when a request exceeds one commit; and `Unavailable` when the store did not answer within 10 s,
   * too many requests wait, or the log is drained. After `Unavailable` it is not known whether it
   * was appended, and the same request may be sent again.
   */
  append(request: AppendRequest): Promise<AppendOutcome>;
  /**
   * Entries with `after < seq < before`, ascending; the newest `limit` of them with `newest`. One read
   * of the store for each 500 entries. Rejects with `Unavailable`.
   */
  read(
    conversation: ConversationId,
    range: { after?: number; before?: number; limit: number; newest?: boolean },
  ): Promise<LogEntry[]>;
  /** The entries at these places, in the order asked. Ten a read. Rejects with `Unavailable`. */
  entries(
    conversation: ConversationId,
    seqs: readonly number[],
  ): Promise<Array<LogEntry | undefined>>;
  /**
   * The heads in the order asked; seq 0 where nothing was appended yet. Strong reads, ten heads each.
   * Rejects with `Unavailable`.
   */
  heads(conversations: readonly ConversationId[]): Promise<Head[]>;
  /**
   * A hint that another instance appended up to `seq`: the next append reads the head first instead
   * of losing a commit. Correctness does not depend on it. Refuses nothing.
   */
  noteRemoteAppend(conversation: ConversationId, seq: number): void;
  /** Milliseconds that the oldest request has been waiting; 0 when none waits. For health checks. */
  oldestPendingMs(): number;
  /** Waits for the requests so far; afterwards `append` rejects with `Unavailable` (D7). */
  drain(): Promise<void>;
}

/** Called after each commit, after the acknowledgements, with what to deliver and publish. */
export type OnCommitted = (committed: Committed[]) => void;
