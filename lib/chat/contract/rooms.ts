import type {
  ConversationId,
  ConversationSummary,
  Person,
  RoomInvitation,
  UserId,
} from "../../protocol/events.ts";
import type { RoomListing } from "../../protocol/requests/rooms.ts";
import type { Acknowledge, Actor, LogPosition } from "./actor.ts";

/** Making, finding, entering and leaving conversations. */
export interface RoomUseCases {
  /** The direct conversation with a person, by address or name; made if new. Throws `unknown-user`. */
  open(actor: Actor, name: string): Promise<ConversationSummary>;
  /** Makes a room. Throws `members-only`, `room-name`, `room-taken`, `topic-too-long`, `muted`. */
  create(
    actor: Actor,
    room: { name: string; title?: string; topic?: string; private?: boolean },
  ): Promise<ConversationSummary>;
  /** Joins a room; harmless twice. Throws `unknown-room`, `conversation-closed`, `unavailable`. */
  join(actor: Actor, room: { conversation?: string; room?: string }): Promise<ConversationSummary>;
  /** Leaves a room; harmless twice. Throws `cannot-leave-general`, `not-allowed`, `unknown-room`. */
  leave(actor: Actor, room: { conversation?: string; room?: string }): Promise<ConversationId>;
  /**
   * Asks somebody, by address or name, into a room, and gives who that is. Throws `members-only`, `not-allowed` (a direct conversation), `muted`,
   * `conversation-closed`, `unknown-user`, `invitation-declined`, `invited-enough`, `too-fast`.
   */
  invite(actor: Actor, request: { conversation: ConversationId; user: string }): Promise<Person>;
  /** The rooms that the actor is asked into, the first asked first. */
  invitations(actor: Actor): Promise<RoomInvitation[]>;
  /** Says no to an invitation, if there is one: that room asks no more for a day. */
  decline(actor: Actor, conversation: ConversationId): Promise<void>;
  /**
   * Says what a room is about; an empty text clears it. Throws `not-allowed` (a direct conversation),
   * `members-only`, `topic-too-long`, `muted`, `read-only`, `conversation-closed`.
   */
  topic(
    actor: Actor,
    request: { conversation: ConversationId; topic: string },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
  /**
   * Says after how many milliseconds what is said from now on is gone (M11); without, it stays. Throws
   * as `topic` does, but in a direct conversation either may; `invalid-field` beyond a minute and a year.
   */
  vanish(
    actor: Actor,
    request: { conversation: ConversationId; afterMs?: number },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
  /**
   * A page of the rooms that anyone may find and of those that one is in, in the order of their names.
   * `next` is the `after` of the next page, where there may be one.
   */
  rooms(
    actor: Actor,
    page: { query?: string; after?: string; limit: number },
  ): Promise<{ rooms: RoomListing[]; next?: string }>;
  /**
   * One conversation as the actor sees it: by id, by a room's name or by a person's address. Throws
   * `unknown-room`, `unknown-user`.
   */
  summary(
    actor: Actor,
    which: { conversation: ConversationId } | { room: string } | { direct: string },
  ): Promise<ConversationSummary>;
  /** The conversations that somebody is in. */
  memberships(user: UserId): Promise<ConversationId[]>;
}
