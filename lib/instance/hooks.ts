import type { Chat } from "../chat/chat.ts";
import type { Identity } from "../chat/identity/identity.ts";
import { createIncomingHooks, type IncomingHooks } from "../integrations/hooks.ts";
import type { Rates } from "../sockets/rates.ts";
import type { Runtime, Stores } from "./stores.ts";

/** Composes what other services post to. */
export function composeHooks(
  { clock, random }: Pick<Runtime, "clock" | "random">,
  { hookRows: rows }: Pick<Stores, "hookRows">,
  { chat, identity, rates }: {
    chat: Chat;
    identity: Pick<Identity, "actingBot">;
    rates: Pick<Rates, "send">;
  },
): IncomingHooks {
  const sendRate = rates.send.bind(rates);
  return createIncomingHooks({ rows, identity, chat, sendRate, clock, random });
}
