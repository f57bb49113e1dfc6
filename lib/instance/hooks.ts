import type { Chat } from "../chat/chat.ts";
import type { Identity } from "../chat/identity/identity.ts";
import { createIncomingHooks, type IncomingHooks } from "../integrations/hooks.ts";
import type { Commands } from "../integrations/outgoing/commands.ts";
import type { Rates } from "../sockets/rates.ts";
import type { Runtime, Stores } from "./stores.ts";

/** Composes what other services post to. */
export function composeHooks(
  { clock, random }: Pick<Runtime, "clock" | "random">,
  { hookRows: rows }: Pick<Stores, "hookRows">,
  { chat, identity, rates, telling: { commands } }: {
    chat: Chat;
    identity: Pick<Identity, "actingBot">;
    rates: Pick<Rates, "send">;
    telling: { commands: Pick<Commands, "answerLater"> };
  },
): IncomingHooks {
  const sendRate = rates.send.bind(rates);
  const incoming = createIncomingHooks({ rows, identity, chat, sendRate, clock, random });
  return { ...incoming, answerLater: commands.answerLater };
}
