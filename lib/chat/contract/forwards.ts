import type { RequestOf } from "../../protocol/client_frames.ts";
import type { ConversationId, Profiles } from "../../protocol/events.ts";
import type { ForwardOrigin } from "../../protocol/requests/forwards.ts";
import type { Acknowledge, Actor, LogPosition } from "./actor.ts";

/** Forwarding messages from one conversation to another (M12). */
export interface ForwardUseCases {
  /**
   * Posts the words of a message that the actor may read into another conversation, as they are now. It
   * calls nobody, and goes with its origin. Throws `unknown-message`, and as `post` does.
   */
  forward(
    actor: Actor,
    request: Omit<RequestOf<"forward">, "type" | "ref">,
    acknowledge?: Acknowledge,
  ): Promise<LogPosition>;
  /** Where these messages came from, as far as the actor may know it. */
  origins(
    actor: Actor,
    request: { conversation: ConversationId; targets: readonly number[] },
  ): Promise<{ origins: ForwardOrigin[]; users: Profiles }>;
}
