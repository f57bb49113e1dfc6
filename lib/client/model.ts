// What an interface draws: signals in, actions out. The browser's islands and the tests use the same
// models.
import type { EmojiList } from "../protocol/custom_emoji.ts";
import type { ReadonlySignal } from "@preact/signals";
import type {
  ConversationId,
  ConversationSummary,
  LogEvent,
  Person,
  PresenceChange,
  PresenceState,
  Profile,
  Profiles,
  Quotes,
  RoomInvitation,
  UserId,
} from "../protocol/events.ts";
import type {
  GoodbyeReason,
  OwnMute,
  PushOf,
  ReplyOf,
  WireError,
} from "../protocol/server_frames.ts";
import type { Member, PresenceCounts } from "../protocol/requests/people.ts";
import type { ThreadStanding } from "../protocol/requests/threads.ts";
import type { RoomListing } from "../protocol/requests/rooms.ts";
import type { MessageRequest } from "../protocol/message_requests.ts";
import type { MessageModel } from "./message_model.ts";
import type { GroupModel } from "./group_model.ts";
import type { PollModel } from "./poll_actions.ts";
import type { OwnMarks } from "../protocol/own_marks.ts";
import type { PersonalModel } from "./personal_model.ts";
import type { ReplyPlace, TimelineItem } from "./items.ts";
import type { Reactions } from "./reactions.ts";
import type { Limits } from "../protocol/limits.ts";

export type {
  OutboxEntry,
  OutboxStorage,
  Passenger,
  Quoted,
  ReplyPlace,
  ShownReplies,
  TimelineItem,
} from "./items.ts";

/** Time without a connection: since when, and what the server said as it ended it. */
export interface Outage {
  since: number;
  reason?: GoodbyeReason;
}

/** Where the connection stands. Times in milliseconds UTC, by the server's clock. */
export type ConnectionState =
  | { state: "idle" }
  | { state: "connecting"; attempt: number; outage: Outage }
  | { state: "syncing"; outage: Outage }
  | { state: "online" }
  /** Lost; connects again at `retryAt`. */
  | { state: "waiting"; outage: Outage; retryAt: number; attempt: number }
  /** The server said not to come back by itself. `retryAt`: when one may try again, if ever. */
  | { state: "ended"; reason: GoodbyeReason | "signed-out"; message: string; retryAt?: number };

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
  /** Whether anything was loaded: else it is not known what the conversation holds. */
  readonly loaded: ReadonlySignal<boolean>;
  /** Draws at once what waits for its turn in a burst: somebody begins to look. */
  catchUp(): void;
  /** Loads a page before the oldest that is held. */
  loadOlder(): Promise<void>;
  /** Loads a page after the newest that is held. */
  loadNewer(): Promise<void>;
  /** Drops what is held and shows the newest page. */
  toLatest(): Promise<void>;
  /** Shows the page around a seq. */
  around(seq: number): Promise<void>;
  /** Keeps at most `count` items, dropping at the far end of the reader's. */
  trim(count: number, keep: "newest" | "oldest"): void;
}

/** A thread that somebody follows, with replies that they have not read. */
export interface FollowedThread extends ThreadStanding {
  conversation: ConversationId;
  root: number;
}

/** One open thread: its root, and its replies as a timeline of their own (M6). */
export interface Thread {
  readonly conversation: ConversationId;
  readonly root: number;
  /** The root as it is now; `undefined` before it is known. */
  readonly rootItem: ReadonlySignal<TimelineItem | undefined>;
  readonly replies: Timeline;
  /** Whether the user follows it, and how far they had read when it was opened. */
  readonly follows: ReadonlySignal<boolean>;
  readonly read: ReadonlySignal<number>;
  /** The server knows no such thread. */
  readonly missing: ReadonlySignal<boolean>;
}

/** The threads of the user. One is opened by `OwnThreads.open`: its code comes late. */
export interface ThreadModel {
  /** Those that the user follows and has not read to their end, by `threadKey`. */
  readonly unread: ReadonlySignal<ReadonlyMap<string, FollowedThread>>;
  /** Follows a thread, or leaves it: `unknown-message`. */
  follow(conversation: ConversationId, root: number, on: boolean): Promise<void>;
  /** Those that are unread in all conversations, with their last replies, as the server has them. */
  list(): Promise<ReplyOf<"threads">>;
  /** The root of the thread that this reply is in; `undefined` for what is none. */
  rootOf(conversation: ConversationId, seq: number): Promise<number | undefined>;
  /** Says how far the open one was read; nothing is sent where the user does not follow it. */
  markRead(conversation: ConversationId, root: number, seq: number): void;
  /** Marks a thread as unread from one of its replies on, or its root, on all devices: `unknown-message`. */
  markUnread(conversation: ConversationId, root: number, seq: number): Promise<void>;
}

/** The members of the one room that is shown, by pages, and how many are in each state (P5). */
export interface MemberList {
  /** The conversation that is shown. */
  readonly conversation: ConversationId | undefined;
  /** Those that are held, as they are now: online, away, offline when they were loaded. */
  readonly list: ReadonlySignal<readonly Member[]>;
  readonly counts: PresenceCounts | undefined;
  /** Whether there are more than those that are held. */
  readonly hasMore: boolean;
  /** Shows the members of another conversation; of the same, nothing changes. */
  show(conversation: ConversationId): void;
  /** Loads the next page: `unknown-conversation`. */
  loadMore(): Promise<void>;
}

/**
 * The chat of one person: what is so, as signals, and what they can do. Actions that ask the server
 * wait for a connection that is being made; they reject with a `Refused` that carries the server's
 * `WireError` (the codes are named below; `rate-limited` and `unavailable` are possible everywhere), or
 * with `Lost` where there is no connection or it went before the answer came.
 */
export interface ChatModel extends MessageModel, PollModel, GroupModel {
  readonly connection: ReadonlySignal<ConnectionState>;
  /** The server's time, milliseconds UTC: all times here are by it, whatever the device's clock says. */
  now(): number;
  readonly me: ReadonlySignal<Person | undefined>;
  readonly limits: ReadonlySignal<Limits>;
  /** By last activity, newest first; rooms and direct conversations together. */
  readonly conversations: ReadonlySignal<readonly ConversationSummary[]>;
  readonly members: MemberList;
  /** What is put to messages without words. */
  readonly reactions: Reactions;
  /** Who somebody is, as far as it was told; what draws it is drawn anew when it changes. */
  profileOf(user: UserId): Profile;
  /** Who is called, or may do, something else than when they were first told of. */
  readonly renewed: ReadonlySignal<Profiles>;
  /** Every name met so far, sorted. */
  readonly names: ReadonlySignal<readonly string[]>;
  /** Who is called so, as far as it was told: people who are not here too. */
  personNamed(name: string): Person | undefined;
  /** Of those whom the server tells of (P5), by user id; whoever is not in it is offline. */
  readonly presence: ReadonlySignal<ReadonlyMap<UserId, PresenceChange>>;
  /** That the user may not write; over once its `until` has come. */
  readonly mute: ReadonlySignal<OwnMute | undefined>;
  readonly invitations: ReadonlySignal<readonly RoomInvitation[]>;
  /** What others wrote to the user, who has not accepted it: `join` accepts. */
  readonly requests: ReadonlySignal<readonly MessageRequest[]>;
  /** Names of who is typing in a conversation, or in a thread of it, without the user. */
  typing(conversation: ConversationId, thread?: number): ReadonlySignal<readonly string[]>;
  /** What is the user's own: what calls them, drafts, and how they want it. */
  readonly personal: PersonalModel;
  /** The announcement that stands, until its end. */
  readonly notice: ReadonlySignal<PushOf<"notice"> | undefined>;
  /** Gaps that the client had to fill: the server must not cause any (D4). */
  readonly gaps: ReadonlySignal<number>;
  /** The conversation's timeline; loads the newest page where nothing is loaded. */
  timeline(conversation: ConversationId): Timeline;
  /** The threads of the user. */
  readonly threads: ThreadModel;
  /** Presence of a user; `offline` for those whom the server does not tell of. */
  stateOf(user: UserId): PresenceState;

  /** Loads the outbox and connects; may be called again after `stop`. */
  start(): void;
  /** Connects now rather than at `retryAt`, unless the server gave a time that has not come. */
  retryNow(): void;
  /** The device has no network: does not wait until the silence shows it. */
  networkLost(): void;
  /** Disconnects and cancels every timer. */
  stop(): void;

  /**
   * Puts a message into the outbox; it appears at once and is sent in order. Resolves when it is
   * stored; rejects with `rate-limited` when too many wait. What the server refuses shows at the
   * message: it is `failed`, with the error.
   */
  send(conversation: ConversationId, text: string, place?: ReplyPlace): Promise<void>;
  /** Sends a failed or held message. Never rejects. */
  retry(id: string): Promise<void>;
  /** Removes a message from the outbox; one under way may still arrive. Never rejects. */
  discard(id: string): Promise<void>;
  /** Makes a room: `name-taken`, `invalid` (the name), `too-long` (the topic), `forbidden` (may not). */
  create(
    room: { name: string; title?: string; topic?: string; private?: boolean },
  ): Promise<ConversationSummary>;
  /** Joins by id or name: `unknown-conversation` (also one that is private), `forbidden`. */
  join(room: { conversation?: string; room?: string }): Promise<ConversationSummary>;
  /** Leaves a room: `unknown-conversation`; `forbidden` for `general`. */
  leave(conversation: ConversationId): Promise<void>;
  /** Invites by address or name, and gives who that is, where the server says it: `unknown-user`, `unknown-conversation`, `forbidden`. */
  invite(conversation: ConversationId, user: string): Promise<Person | undefined>;
  /** Declines an invitation; harmless where there is none. */
  decline(conversation: ConversationId): Promise<void>;
  /** Sets the topic; empty clears it: `unknown-conversation`, `too-long`, `forbidden`, `read-only`. */
  topic(conversation: ConversationId, topic: string): Promise<void>;
  /** A page of the rooms that may be joined; `next` is the `after` of the next one. */
  rooms(
    page?: { query?: string; after?: string },
  ): Promise<{ rooms: RoomListing[]; next?: string }>;
  /** At most 50 people whose name begins with `query`; of a conversation, its members alone. */
  people(query: string, conversation?: ConversationId): Promise<Member[]>;
  /** Says how far the user has read; sent at most once a second, never backwards. */
  markRead(conversation: ConversationId, seq: number): void;
  /**
   * Marks what is from a message on as unread, on all devices; shown at once. Until the next
   * `markRead`, which is the caller's to wait with: `unknown-message`.
   */
  markUnread(conversation: ConversationId, seq: number): Promise<void>;
  /** The user is typing, in a thread if one is named; sent at most once in three seconds. */
  writing(conversation: ConversationId, thread?: number): void;
  /** Input was seen: the user is active (P1). */
  touch(): void;
  /** The page was hidden or shown: active or away follows from it (P1). */
  setVisible(visible: boolean): void;
  /** Sets the status, until a time in ms UTC; empty clears it. Sent once online. */
  setStatus(status: string, until?: number): void;
  /** Away with a status, until the next message that the user sends. */
  away(status: string): void;
}

/** What the page's HTML gives a model, so that the first picture needs no request. */
export interface Snapshot {
  me: Person;
  /** Those of the server; `welcome` tells them anew. */
  limits?: Limits;
  conversations: ConversationSummary[];
  presence: PresenceChange[];
  invitations?: RoomInvitation[];
  requests?: MessageRequest[];
  mute?: OwnMute;
  /** Whom the reader blocked. */
  blocked?: UserId[];
  /** How much waits for the reader as a moderator. */
  queue?: number;
  /** The emoji of the community, for who draws them. */
  emoji?: EmojiList;
  /** How many answers to what the reader reported they have not seen. */
  answers?: number;
  open?: OpenPage;
}

/** A page of a conversation, with what stands beside its events. */
export interface OpenPage {
  conversation: ConversationId;
  events: LogEvent[];
  users: Record<UserId, Profile>;
  /** What the reader marked about these events. */
  own?: OwnMarks;
  quotes?: Quotes;
  /** The seqs between which the events are the whole timeline. */
  from?: number;
  to?: number;
  /** The first page of its members. */
  members?: ReplyOf<"members">;
  /** It was kept on this device: nothing is known of what came after it. */
  kept?: true;
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
