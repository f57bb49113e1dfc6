import type { ConversationId, MessageEvent, Person } from "../protocol/events.ts";

/** What the user puts to messages without words; each rejects as the actions of `ChatModel` do. */
export interface Reactions {
  /** Reacts to a message, or takes it back: `unknown-message`, `forbidden` (20 kinds), `read-only`. */
  react(conversation: ConversationId, target: number, emoji: string, on: boolean): Promise<void>;
  /** A page of who reacted so; `next` is the `after` of the next one: `unknown-message`. */
  reactors(
    reaction: { conversation: ConversationId; target: number; emoji: string; after?: string },
  ): Promise<{ people: Person[]; next?: string }>;
  /** Pins a message, or takes the pin off: `unknown-message`, `forbidden`, `read-only`. */
  pin(conversation: ConversationId, target: number, on: boolean): Promise<void>;
  /** What is pinned, the last pinned first: `unknown-conversation`. */
  pins(conversation: ConversationId): Promise<readonly MessageEvent[]>;
}
