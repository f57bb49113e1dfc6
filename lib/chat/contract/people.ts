import type {
  ConversationId,
  ConversationSummary,
  Person,
  PresenceChange,
  Profiles,
  UserId,
} from "../../protocol/events.ts";
import type { Member, PersonCard, PresenceCounts } from "../../protocol/requests/people.ts";
import type { Actor } from "./actor.ts";

/** What a client needs to know once, before events flow. */
export interface SyncState {
  user: Person;
  conversations: ConversationSummary[];
  presence: PresenceChange[];
  users: Profiles;
}

/** Members, how many there are in each state, and where the next page begins. */
export interface MemberPage {
  members: Member[];
  counts: PresenceCounts;
  next?: string;
}

/** What is one's own, who people are, and who is in a conversation. */
export interface PeopleUseCases {
  /** All that is the actor's, and who of the people whom they talk to directly is here (P5). */
  sync(actor: Actor): Promise<SyncState>;
  /** Says how far the actor has read; never backwards. */
  read(actor: Actor, request: { conversation: ConversationId; seq: number }): Promise<void>;
  /** Marks what is from `seq` on as unread again, on all devices. Throws `unknown-message`. */
  unread(actor: Actor, request: { conversation: ConversationId; seq: number }): Promise<void>;
  /**
   * A page of a conversation's members: online, away, then offline, each by name. Throws
   * `not-member`, `unknown-conversation`; `invalid-field` for a cursor that no page gave.
   */
  members(
    actor: Actor,
    page: { conversation: ConversationId; after?: string; limit: number },
  ): Promise<MemberPage>;
  /**
   * People whose name begins like `query`, at most 50; of a conversation, its members alone. Throws
   * `not-member` and `unknown-conversation` then.
   */
  people(
    actor: Actor,
    asked: { query: string; conversation?: ConversationId },
  ): Promise<Member[]>;
  /** Who these users are now; those that exist. */
  profiles(actor: Actor, users: readonly UserId[]): Promise<Profiles>;
  /** Somebody's card, by id, address or name. Throws `unknown-user`, also of who is gone. */
  person(actor: Actor, which: string): Promise<PersonCard>;
  /** Says something of the actor. Throws `muted`, `status-too-long`. */
  setStatus(actor: Actor, request: { status: string; until?: number }): Promise<void>;
}
