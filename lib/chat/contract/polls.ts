import type { ConversationId } from "../../protocol/events.ts";
import type { Acknowledge, Actor, LogPosition } from "./actor.ts";

/** Polls: `post` makes them. */
export interface PollUseCases {
  /**
   * Chooses answers in place of those that one chose before; none takes the vote back. However often
   * it is sent, it counts once (M9). `acknowledge` as in `post`. Throws `unknown-message` (also: no
   * poll), `poll-closed`, `poll-one-choice`, `invalid-field` (`options`), `muted`, `read-only`.
   */
  vote(
    actor: Actor,
    request: { conversation: ConversationId; target: number; options: readonly number[] },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
  /** Ends one's own poll, once. Throws `unknown-message`, `not-allowed` for another's. */
  closePoll(
    actor: Actor,
    request: { conversation: ConversationId; target: number },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
}
