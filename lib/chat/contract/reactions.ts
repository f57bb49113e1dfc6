import type { ConversationId, MessageEvent, Person, Profiles } from "../../protocol/events.ts";
import type { Acknowledge, Actor, LogPosition } from "./actor.ts";

/** A page of the people who reacted in one way; `next` is the `after` of the next page. */
export interface ReactorPage {
  people: Person[];
  next?: string;
}

/** The messages pinned in a conversation, the last pinned first, and who they are by. */
export interface PinnedPage {
  messages: MessageEvent[];
  users: Profiles;
}

/** What people put to messages without words: reactions and pins. */
export interface ReactionUseCases {
  /**
   * Reacts to a message, or takes it back with `on` false; twice is once (M4). Throws
   * `unknown-message` (also of one that is deleted), `invalid-field` (no emoji), `too-many-reactions`,
   * `muted`, `read-only`, `conversation-closed`.
   */
  react(
    actor: Actor,
    request: { conversation: ConversationId; target: number; emoji: string; on: boolean },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
  /** Who reacted so, the first first as far as the message names them. Throws `unknown-message`. */
  reactors(
    actor: Actor,
    request: {
      conversation: ConversationId;
      target: number;
      emoji: string;
      after?: string;
      limit: number;
    },
  ): Promise<ReactorPage>;
  /**
   * Pins a message, or takes the pin off; twice is once (M14). Throws `unknown-message`,
   * `members-only`, `too-many-pins`, `muted`, `read-only`, `conversation-closed`.
   */
  pin(
    actor: Actor,
    request: { conversation: ConversationId; target: number; on: boolean },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
  /** What is pinned in a conversation. */
  pins(actor: Actor, conversation: ConversationId): Promise<PinnedPage>;
}
