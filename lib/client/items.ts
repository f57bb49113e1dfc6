// The lines of a timeline, and what waits to be sent.
import type {
  ConversationId,
  LogEvent,
  MessageEvent,
  Profile,
  Quote,
  SentOut,
  UserId,
} from "../protocol/events.ts";
import type { SharedFile } from "../protocol/files.ts";
import type { OwnMark } from "../protocol/own_marks.ts";
import type { WireError } from "../protocol/server_frames.ts";

/** A message that the log does not hold yet, as the outbox keeps it. Plain data: it is stored. */
export interface OutboxEntry extends ReplyPlace {
  id: string;
  conversation: ConversationId;
  text: string;
  /** The highest seq seen when it was first tried; never changed on a retry (D3). */
  after: number;
  /** When the draft was begun that it is, where the server may hold it. */
  draft?: number;
  /** When it was written, milliseconds UTC. */
  writtenAt: number;
  /**
   * `failed`: rejected for good, with the server's words. `held`: the user was sent out before it was
   * sent, and decides whether it still is.
   */
  state: "pending" | "failed" | "held";
  error?: WireError;
  /** When it failed, milliseconds UTC. */
  failedAt?: number;
}

/** Where outbox entries and drafts survive a reload. IndexedDB in a browser, memory in tests. */
export interface OutboxStorage {
  /** All entries that are stored, in no order. */
  load(): Promise<OutboxEntry[]>;
  /** Adds an entry, or replaces the one with its id. */
  put(entry: OutboxEntry): Promise<void>;
  /** Removes an entry; harmless where there is none. */
  remove(entry: OutboxEntry): Promise<void>;
  /**
   * Runs `run` while nobody else runs under this name: `navigator.locks.request` in a browser. Absent
   * where nobody else writes to this storage: then it holds what its outbox holds.
   */
  withLock?(name: string, run: () => Promise<void>): Promise<void>;
}

/** A message that another one quotes, as it is now, and who wrote it. */
export interface Quoted extends Quote {
  seq: number;
  author: Profile;
}

/** What a root says of its thread; `faces` of who wrote last. */
export interface ShownReplies {
  count: number;
  /** When the last one came, milliseconds UTC. */
  at: number;
  faces: readonly { id: UserId; name: string }[];
}

/** What a message answers, and where: see `send` in the protocol. */
export interface ReplyPlace {
  /** What goes with it: files that have come to the server, or are `uploading`. */
  files?: SharedFile[];
  /** Its files are not all on the server yet: their ids are keys of this browser, and it waits. */
  uploading?: boolean;
  replyTo?: number;
  thread?: number;
  alsoInRoom?: boolean;
}

/** Somebody who came or went, as they are called now. */
export interface Passenger {
  user: UserId;
  name: string;
  gone?: boolean;
}

/** A line of a timeline, oldest first. `key` is stable while a message goes from pending to durable. */
export type TimelineItem =
  | {
    is: "message";
    key: string;
    event: MessageEvent;
    author: Profile;
    own: boolean;
    /** What the reader marked about it, where they did. */
    mine?: OwnMark;
    /** What it replies to; and, in the room, the root of the thread that it was sent from. */
    quote?: Quoted;
    origin?: Quoted;
    /** Of the root of a thread. */
    replies?: ShownReplies;
  }
  | { is: "outgoing"; key: string; entry: OutboxEntry; quote?: Quoted; origin?: Quoted }
  /** Somebody joined, left, changed the topic or the name. */
  | {
    is: "change";
    key: string;
    event: LogEvent;
    author: Profile;
    /** What whoever added them to a group is called. */
    addedBy?: string;
  }
  /**
   * Quiet arrivals or departures between two events (P4), `since` the first, `at` the last: `online`,
   * `offline` and `left` are not in the log; `join` and `leave` are, and are gathered where they are drawn.
   */
  | {
    is: "presence";
    key: string;
    since: number;
    at: number;
    state: "online" | "offline" | "join" | "leave" | "left" | SentOut;
    people: readonly Passenger[];
  };
