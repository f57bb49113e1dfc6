import type { ConversationId, ConversationSummary } from "../../protocol/events.ts";
import type { Acknowledge, Actor, LogPosition } from "./actor.ts";

/** Direct conversations of several people (M13): everyone in one may add somebody, name it and leave. */
export interface GroupUseCases {
  /**
   * The conversation of the actor with these people, by address or name: of one, the direct one; of
   * several, their group, made if there is none. Throws `members-only`, `unknown-user`, `group-full`,
   * `title-too-long`, `title-characters`, `muted`, `too-fast`.
   */
  openWith(
    actor: Actor,
    request: { people: readonly string[]; title?: string },
  ): Promise<ConversationSummary>;
  /**
   * Adds somebody to a group, who sees what is said from then on, or `all`; harmless twice. Throws
   * `not-allowed` (no group), `unknown-user`, `group-full`, `group-exists`, `group-left`, `muted`,
   * `too-fast`.
   */
  add(
    actor: Actor,
    request: { conversation: ConversationId; user: string; all?: boolean },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
  /**
   * Names a group; an empty title takes its name away. Throws `not-allowed` (no group),
   * `title-too-long`, `title-characters`, `muted`.
   */
  rename(
    actor: Actor,
    request: { conversation: ConversationId; title: string },
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
}
