import type { BusMessage, Published, Topic } from "../cluster/bus.ts";
import type {
  ConversationId,
  EventBatch,
  Person,
  PresenceChange,
  UserId,
} from "../protocol/events.ts";
import type { CommandUseCases } from "./contract/commands.ts";
import type { BookmarkUseCases } from "./contract/bookmarks.ts";
import type { ForwardUseCases } from "./contract/forwards.ts";
import type { LinkPreviewUseCases } from "./contract/link_previews.ts";
import type { InboxUseCases } from "./contract/inbox.ts";
import type { LaterUseCases } from "./contract/later.ts";
import type { EditUseCases } from "./contract/edits.ts";
import type { MessageRequestUseCases } from "./contract/message_requests.ts";
import type { MoveUseCases } from "./contract/moves.ts";
import type { GroupUseCases } from "./contract/groups.ts";
import type { MessageUseCases } from "./contract/messages.ts";
import type { NotificationUseCases } from "./contract/notifications.ts";
import type { PeopleUseCases } from "./contract/people.ts";
import type { PollUseCases } from "./contract/polls.ts";
import type { ReactionUseCases } from "./contract/reactions.ts";
import type { RoomUseCases } from "./contract/rooms.ts";
import type { SharedFilesUseCases } from "./contract/shared_files.ts";
import type { SearchUseCases } from "./contract/search.ts";
import type { ThreadUseCases } from "./contract/threads.ts";

export type { Acknowledge, Actor, LogPosition, Mute, SessionState } from "./contract/actor.ts";
export type { Page } from "./contract/messages.ts";
export type { MemberPage, SyncState } from "./contract/people.ts";

/**
 * What people can do: one method a request of the protocol, one interface an area (`contract/`). Each checks that the actor may, and
 * throws a `ChatError` with the reason when not (named there), or `Unavailable` when the store does
 * not answer. Where a conversation is named, those who are not in it are refused with `not-member`,
 * or `unknown-conversation` where they may not know of it. Limits on text and names are checked
 * here; rates (frames, sends) at the edge. No method knows sockets or HTTP.
 */
export interface Chat
  extends
    MessageUseCases,
    RoomUseCases,
    GroupUseCases,
    MessageRequestUseCases,
    MoveUseCases,
    PeopleUseCases,
    InboxUseCases,
    NotificationUseCases,
    BookmarkUseCases,
    ForwardUseCases,
    ReactionUseCases,
    SharedFilesUseCases,
    ThreadUseCases,
    LaterUseCases,
    SearchUseCases,
    CommandUseCases,
    PollUseCases,
    LinkPreviewUseCases,
    EditUseCases {}

/**
 * The events of the conversations that somebody here follows, each delivered once and in order (D4).
 * Hints from the log and the bus go in; what is missing between is read from the log.
 */
export interface Feeds {
  /**
   * Begins to follow (counted). Resolves with a seq such that everything up to it can be read from
   * the log and everything after it will be delivered.
   */
  open(conversation: ConversationId): Promise<number>;
  /** Ends one `open`; the conversation is followed until the last one is closed. */
  close(conversation: ConversationId): void;
  /** The last seq delivered; `undefined` where nobody here follows. */
  position(conversation: ConversationId): number | undefined;
  /** Called with consecutive events, in order, without gap: the batch begins at position + 1. */
  onDeliver(deliver: (batch: EventBatch) => void): void;
  /** Events after `after`, ascending, at most `limit`; or the newest `limit`. From the log. */
  read(
    conversation: ConversationId,
    range: { after?: number; limit: number; newest?: boolean },
  ): Promise<EventBatch>;
}

/** Says things to those who follow a topic: here at once, and on the other instances by the bus. */
export interface Announcer {
  /** Tells those who follow the topics; a failure on the way to other instances is logged. */
  announce(messages: readonly Published[]): void;
  /** What was announced here or elsewhere; events of conversations do not come this way (Feeds). */
  onAnnouncement(hear: (topic: Topic, message: BusMessage) => void): void;
}

/** How a connection went: closed on purpose, or lost, as in a reload, and maybe back in a moment. */
export type Departure = "left" | "lost";

/** Whether a script ran before where a page is read: it tells by itself how long its reader is here. */
export type PageReading = "with-script" | "without-script";

/** Who is here: P1–P3. Connections are named by the caller; a user is here while one is left. */
export interface Presence {
  /** A connection of a user is open; the same name twice counts once. */
  connect(user: Person, connection: string): void;
  /** Offline shows at once when the last one left, and 2 s later when it was lost (P2). */
  disconnect(user: UserId, connection: string, how?: Departure): void;
  /** A connection says that its user is active or away. */
  report(user: UserId, connection: string, state: "active" | "away"): void;
  /** Somebody is here for a while without a connection, by a page that a session asked for (P7). */
  visit(user: Person, session: string, by: PageReading): void;
  /** A user says something of themselves, until `until` (ms UTC). Throws `status-too-long`. */
  setStatus(user: UserId, text: string, until?: number): void;
  /** Everyone who is not offline, on any instance. */
  everyone(): PresenceChange[];
  /** How somebody is who is not offline. */
  find(user: UserId): PresenceChange | undefined;
  /** The state of a user over all instances; `offline` where none has a connection. */
  of(user: UserId): PresenceChange["state"];
  /** What a user says of themselves, here or not. Rejects with `Unavailable`. */
  status(user: UserId): Promise<Pick<PresenceChange, "status" | "until"> | undefined>;
  /** Changes (P3), at most once in 250 ms, never empty, to be pushed to every connection here. */
  onChanges(push: (changes: PresenceChange[]) => void): void;
}
