// What an interface draws: signals in, actions out. The browser's islands, the terminal client and
// the tests all draw the same models.
import type { ReadonlySignal } from "@preact/signals";
import type {
  ConversationId,
  ConversationSummary,
  LogEvent,
  MessageEvent,
  Person,
  PresenceChange,
  PresenceState,
  Profile,
  UserId,
} from "../protocol/events.ts";
import type {
  GoodbyeReason,
  Member,
  PushOf,
  RoomListing,
  WireError,
} from "../protocol/server_frames.ts";
import type { Limits } from "../protocol/limits.ts";

/** Where the connection stands. Times in milliseconds UTC. */
export type ConnectionState =
  | { state: "idle" }
  | { state: "connecting"; attempt: number }
  | { state: "syncing" }
  | { state: "online" }
  /** Lost; tries again at `retryAt`. `since` is when it was lost. */
  | { state: "waiting"; since: number; retryAt: number; attempt: number }
  /** The server said not to come back by itself. `retryAt`: when one may try again, if ever. */
  | { state: "ended"; reason: GoodbyeReason | "signed-out"; message: string; retryAt?: number };

/** A message that the log does not hold yet, as the outbox keeps it. Plain data: it is stored. */
export interface OutboxEntry {
  id: string;
  conversation: ConversationId;
  text: string;
  /** The highest seq seen when it was first tried; never changed on a retry (D3). */
  after: number;
  replyTo?: number;
  /** When it was written, milliseconds UTC. */
  writtenAt: number;
  /** `failed`: refused for good, with the server's words. */
  state: "pending" | "failed";
  error?: WireError;
}

/** Where outbox entries and drafts survive a reload. IndexedDB in a browser, memory in tests. */
export interface OutboxStorage {
  load(): Promise<OutboxEntry[]>;
  put(entry: OutboxEntry): Promise<void>;
  remove(id: string): Promise<void>;
}

/** A line of a timeline, oldest first. `key` is stable while a message goes from pending to durable. */
export type TimelineItem =
  | {
    is: "message";
    key: string;
    event: MessageEvent;
    author: Profile;
    own: boolean;
  }
  | { is: "outgoing"; key: string; entry: OutboxEntry }
  /** Somebody joined, left, changed the topic or the name. */
  | { is: "change"; key: string; event: LogEvent; author: Profile }
  /** A quiet arrival or departure (P4); not in the log. */
  | { is: "presence"; key: string; at: number; name: string; state: "online" | "offline" };

/** One conversation as it is read: a window on its log, and what waits to be sent. */
export interface Timeline {
  readonly conversation: ConversationId;
  readonly items: ReadonlySignal<readonly TimelineItem[]>;
  /** The highest seq held, and the lowest (0: nothing is held). */
  readonly newest: ReadonlySignal<number>;
  readonly oldest: ReadonlySignal<number>;
  /** Whether older history exists on the server, and newer than what is held. */
  readonly hasOlder: ReadonlySignal<boolean>;
  readonly hasNewer: ReadonlySignal<boolean>;
  readonly loading: ReadonlySignal<boolean>;
  /** Draws at once what waits for its turn in a burst: somebody begins to look. */
  catchUp(): void;
  /** Loads a page before the oldest or after the newest that is held. */
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Drops what is held and shows the newest page. */
  toLatest(): Promise<void>;
  /** Shows the page around a seq. */
  around(seq: number): Promise<void>;
  /** Keeps at most `count` items, dropping at the far end of the reader's. */
  trim(count: number, keep: "newest" | "oldest"): void;
}

/** The chat of one person: what is so, as signals, and what they can do. */
export interface ChatModel {
  readonly connection: ReadonlySignal<ConnectionState>;
  readonly me: ReadonlySignal<Person | undefined>;
  readonly limits: ReadonlySignal<Limits>;
  /** By last activity, newest first; rooms and direct conversations together. */
  readonly conversations: ReadonlySignal<readonly ConversationSummary[]>;
  /** Presence by user id; who is not in it is offline. */
  readonly presence: ReadonlySignal<ReadonlyMap<UserId, PresenceChange>>;
  /** Names of who is typing in a conversation, without the user. */
  typing(conversation: ConversationId): ReadonlySignal<readonly string[]>;
  readonly notice: ReadonlySignal<PushOf<"notice"> | undefined>;
  /** Gaps that a client had to mend: the server must not cause any (D4). */
  readonly gaps: ReadonlySignal<number>;
  timeline(conversation: ConversationId): Timeline;
  stateOf(user: UserId): PresenceState;

  start(): void;
  /** Tries to connect now rather than at `retryAt`. */
  retryNow(): void;
  stop(): void;

  /** Puts a message into the outbox; it appears at once and is sent in order. */
  send(conversation: ConversationId, text: string, replyTo?: number): Promise<void>;
  retry(id: string): Promise<void>;
  discard(id: string): Promise<void>;
  /** These reject with a `Refused` that carries the server's `WireError`. */
  open(name: string): Promise<ConversationSummary>;
  create(room: { name: string; topic?: string; private?: boolean }): Promise<ConversationSummary>;
  join(room: { conversation?: string; room?: string }): Promise<ConversationSummary>;
  leave(conversation: ConversationId): Promise<void>;
  invite(conversation: ConversationId, user: string): Promise<void>;
  topic(conversation: ConversationId, topic: string): Promise<void>;
  remove(conversation: ConversationId, target: number): Promise<void>;
  members(conversation: ConversationId): Promise<Member[]>;
  rooms(): Promise<RoomListing[]>;
  people(query: string): Promise<Member[]>;
  /** Says how far the user has read; sent at most once a second, never backwards. */
  markRead(conversation: ConversationId, seq: number): void;
  /** The user is writing; sent at most once in three seconds. */
  writing(conversation: ConversationId): void;
  /** Input was seen, or the page was hidden or shown: active or away follows from it (P1). */
  touch(): void;
  setVisible(visible: boolean): void;
  setStatus(status: string, until?: number): void;
  /** Away from now until the next message that the user sends, which also ends what `status` says. */
  away(status: string): void;
}

/** What the page's HTML gives a model, so that the first picture needs no request. */
export interface Snapshot {
  me: Person;
  conversations: ConversationSummary[];
  presence: PresenceChange[];
  open?: { conversation: ConversationId; events: LogEvent[]; users: Record<UserId, Profile> };
}

/** The server refused a request. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(readonly error: WireError) {
    super(error.message);
  }
}

/** Whether the server refused for now only: the same may be asked again. */
export function isPassing(error: unknown): error is Refused {
  return error instanceof Refused &&
    (error.error.code === "unavailable" || error.error.code === "rate-limited");
}
