import type { Expulsion } from "../../cluster/bus.ts";
import type { BotScope } from "../../protocol/bots.ts";
import type { ConversationId, Person, UserId } from "../../protocol/events.ts";

/** Who asks: a user, through a session. `session` is the session's id, never its token. */
export interface Actor {
  user: Person;
  session: string;
  /** Of a guest, the hash of the address: names are free, so guests are counted by it as well. */
  address?: string;
  /** Of a bot, what its token is good for, and who answers for it. */
  bot?: { scopes: readonly BotScope[]; by: UserId };
  /** An administrator who has to set up a second factor first, and acts as a member till then. */
  unproven?: boolean;
  /** The connection that asks, by its id, if it is one. */
  connection?: string;
}

/** That somebody may not write: until when (milliseconds UTC), if it ends by itself, and why. */
export interface Mute {
  until?: number;
  words: string;
}

/** Whether a session may still be used: until when (milliseconds UTC), or why no longer. */
export type SessionState =
  | { is: "valid"; until: number; mute?: Mute }
  | { is: "over"; why: Expulsion };

/** Where an event stands in the log; `at` in milliseconds UTC. */
export interface LogPosition {
  conversation: ConversationId;
  seq: number;
  at: number;
}

/** Runs once what was asked is durable, and before anyone is delivered it (D1, D5). */
export type Acknowledge = (placed: LogPosition) => void;
