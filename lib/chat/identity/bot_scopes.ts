import { BOT_REQUESTS, type BotScope } from "../../protocol/bots.ts";
import type { Request, Signal } from "../../protocol/client_frames.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Actor } from "../contract/actor.ts";

/** What a bot's token must be good for; `any`: nothing in particular. */
export type NeededScope = BotScope | "any";

/**
 * Why a bot is refused what needs this scope: `not-for-bots` where none is named, as no bot may do
 * that, or `bot-scope`. People are not.
 */
export function scopeRefusal(
  { bot }: Pick<Actor, "bot">,
  needed: NeededScope | undefined,
): ChatError | undefined {
  if (!bot || needed === "any") return undefined;
  if (needed === undefined) return new ChatError("not-for-bots");
  return bot.scopes.includes(needed) ? undefined : new ChatError("bot-scope", { scope: needed });
}

/** The same for a frame of the protocol. */
export function frameRefusal(
  actor: Pick<Actor, "bot">,
  type: (Request | Signal)["type"],
): ChatError | undefined {
  return scopeRefusal(actor, BOT_REQUESTS[type]);
}
