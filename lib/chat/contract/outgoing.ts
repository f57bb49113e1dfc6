import type { Bot } from "../../protocol/bots.ts";
import type { UserId } from "../../protocol/events.ts";
import type { HookDelivery, OutgoingEvent } from "../../protocol/outgoing.ts";
import type { DeliveryKey } from "../../store/integrations/outgoing_rows.ts";
import type { Actor } from "./actor.ts";

/** A bot that is a hook, with the secret of its address or its signatures, which is given this once. */
export interface HookWithSecret {
  bot: Bot;
  secret: string;
}

/** What an outgoing hook calls, and what it is told of. */
export interface OutgoingWish {
  url: string;
  events: readonly OutgoingEvent[];
  keywords?: readonly string[];
}

/** Hooks that call other services (B3). All throw as `BotAdministration` does. */
export interface OutgoingAdministration {
  /**
   * Adds a bot that is told of its rooms by calls. Throws as `addBot` does, and `hook-url`, `keywords`,
   * `invalid-field`. `origin`: this server, as the actor reaches it.
   */
  addOutgoing(
    actor: Actor,
    wish: OutgoingWish & { name: string; rooms: readonly string[]; origin: string },
  ): Promise<HookWithSecret>;
  /**
   * Changes what it calls, or switches it on or off: what happened meanwhile is not told. Who gives it
   * another address answers for it from now on.
   */
  changeOutgoing(
    actor: Actor,
    bot: UserId,
    change: Partial<OutgoingWish> & { on?: boolean },
  ): Promise<Bot>;
  /** A new secret; for a day, deliveries are signed with the one before too. */
  renewOutgoingSecret(actor: Actor, bot: UserId): Promise<HookWithSecret>;
  /** What it was told lately, the newest first. */
  deliveries(
    actor: Actor,
    bot: UserId,
    page: { before?: Pick<DeliveryKey, "at" | "id">; limit: number },
  ): Promise<HookDelivery[]>;
  /** Tells it once more. Throws `unknown-delivery`. */
  sendAgain(actor: Actor, bot: UserId, delivery: Pick<DeliveryKey, "at" | "id">): Promise<void>;
}
