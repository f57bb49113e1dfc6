import type { Published, Topic } from "../cluster/bus.ts";
import type { BusMessage, Expulsion } from "../cluster/bus.ts";
import type {
  ConversationId,
  ConversationSummary,
  EventBatch,
  LogEvent,
  Person,
  PresenceChange,
  Profiles,
  UserId,
} from "../protocol/events.ts";
import type { RequestOf } from "../protocol/client_frames.ts";
import type { Member, RoomListing } from "../protocol/server_frames.ts";

/** Who asks: a user, through a session. `session` is the session's id, never its token. */
export interface Actor {
  user: Person;
  session: string;
  /** Of a guest, the hash of the address: names are free, so guests are counted by it as well. */
  address?: string;
}

/** Whether a session may still be used: until when (milliseconds UTC), or why no longer. */
export type SessionState = { is: "valid"; until: number } | { is: "over"; why: Expulsion };

/** Where an event stands in the log; `at` in milliseconds UTC. */
export interface Placed {
  conversation: ConversationId;
  seq: number;
  at: number;
}

/** What a client needs to know once, before events flow. */
export interface SyncState {
  user: Person;
  conversations: ConversationSummary[];
  presence: PresenceChange[];
  users: Profiles;
}

/** A piece of a log; `more`: it goes on beyond. */
export interface Page {
  events: LogEvent[];
  users: Profiles;
  more: boolean;
}

/**
 * What people can do: one method a request of the protocol. Each checks that the actor may, and
 * throws a `ChatError` with the reason when not. Limits on text and names are checked here;
 * rates (frames, sends) at the edge. No method knows sockets or HTTP.
 */
export interface Chat {
  sync(actor: Actor): Promise<SyncState>;
  /** `acknowledge` runs once it is durable and before anyone is delivered it (D1, D5). */
  post(
    actor: Actor,
    message: Omit<RequestOf<"send">, "type" | "ref">,
    acknowledge?: (placed: Placed) => void,
  ): Promise<Placed>;
  delete(
    actor: Actor,
    request: { conversation: ConversationId; target: number },
    acknowledge?: (placed: Placed) => void,
  ): Promise<Placed>;
  topic(
    actor: Actor,
    request: { conversation: ConversationId; topic: string },
    acknowledge?: (placed: Placed) => void,
  ): Promise<Placed>;
  history(
    actor: Actor,
    request: { conversation: ConversationId; before?: number; after?: number; limit: number },
  ): Promise<Page>;
  /** The direct conversation with a person, by name; made if new. */
  open(actor: Actor, name: string): Promise<ConversationSummary>;
  create(
    actor: Actor,
    room: { name: string; topic?: string; private?: boolean },
  ): Promise<ConversationSummary>;
  join(actor: Actor, room: { conversation?: string; room?: string }): Promise<ConversationSummary>;
  leave(actor: Actor, room: { conversation?: string; room?: string }): Promise<ConversationId>;
  invite(actor: Actor, request: { conversation: ConversationId; user: string }): Promise<void>;
  read(actor: Actor, request: { conversation: ConversationId; seq: number }): Promise<void>;
  members(actor: Actor, conversation: ConversationId): Promise<Member[]>;
  rooms(actor: Actor): Promise<RoomListing[]>;
  /** People whose name begins like `query`, at most 50: for the jump palette and completion. */
  people(actor: Actor, query: string): Promise<Member[]>;
  /** The conversations that somebody is in. */
  memberships(user: UserId): Promise<ConversationId[]>;
  /** One conversation as the actor sees it: by id, by a room's name or by a person's name. */
  summary(
    actor: Actor,
    which: { conversation: ConversationId } | { room: string } | { direct: string },
  ): Promise<ConversationSummary>;
  /** Says that the actor is typing; not persisted. Ignored where the actor may not post. */
  typing(actor: Actor, conversation: ConversationId): Promise<void>;
}

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
  announce(messages: readonly Published[]): void;
  /** What was announced here or elsewhere; events of conversations do not come this way (Feeds). */
  onAnnouncement(hear: (topic: Topic, message: BusMessage) => void): void;
}

/** How a connection went: closed on purpose, or lost, as in a reload, and maybe back in a moment. */
export type Leaving = "left" | "lost";

/** Who is here: P1–P3. Connections are named by the caller; a user is here while one is left. */
export interface Presence {
  connect(user: Person, connection: string): void;
  /** Offline shows at once when the last one left, and 2 s later when it was lost (P2). */
  disconnect(user: UserId, connection: string, how?: Leaving): void;
  /** A connection says active or away, or a user sets a status (ends at `until`, ms UTC). */
  report(
    user: UserId,
    connection: string,
    report: { state?: "active" | "away"; status?: string; until?: number },
  ): void;
  /** Everyone who is not offline, on any instance. */
  everyone(): PresenceChange[];
  of(user: UserId): PresenceChange["state"];
  /** What a user says of themselves, here or not. Rejects with `Unavailable`. */
  status(user: UserId): Promise<Pick<PresenceChange, "status" | "until"> | undefined>;
  /** Changes (P3), at most once in 250 ms, never empty, to be pushed to every connection here. */
  onChanges(push: (changes: PresenceChange[]) => void): void;
}
