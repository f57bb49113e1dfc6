import type { Check, Mutation } from "../../kv/kv.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import type { Actor, LogPosition } from "../chat.ts";

/** What a message is held to that is not written freely. */
export interface Screened {
  /** What must still hold when it is appended. */
  checks: readonly Check[];
  /** What goes with it. */
  rows(place: LogPosition): Mutation[];
}

/** A message before it is appended. */
export interface Unscreened {
  conversation: Conversation;
  id: string;
}

/**
 * Asks what is asked of a message besides the right to write; `undefined`, without a promise, where
 * nothing is: most messages. Asked anew for each try of its commit. Rejects with the refusal.
 */
export type Screen = (actor: Actor, message: Unscreened) => Promise<Screened> | undefined;
