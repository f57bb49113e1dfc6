import * as v from "valibot";
import type { BotAdministration } from "../../lib/chat/bots/bots.ts";
import { idField, nameField } from "../../lib/http/fields.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { Bot, BOT_SCOPES, MAX_BOT_ROOMS } from "../../lib/protocol/bots.ts";
import { HOOK_FORMATS, hookAddress } from "../../lib/protocol/hooks.ts";

const scopes = v.array(v.picklist(BOT_SCOPES));
const rooms = v.pipe(v.array(idField), v.maxLength(MAX_BOT_ROOMS));
const withAddress = v.object({ bot: Bot, address: v.string() });
const withToken = v.object({ bot: Bot, token: v.string() });

/** Bots, their tokens and hooks, for those who look after them. */
export function botOperations(
  { administration }: { administration: BotAdministration },
): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/bots",
      summary: "The bots that one looks after; for administrators, all",
      reply: v.object({ bots: v.array(Bot) }),
      run: async ({ actor }) => ({ bots: await administration.bots(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/bots",
      summary: "Add a bot to rooms that one is in; its token is given this once",
      status: 201,
      body: v.object({ name: nameField, scopes, rooms }),
      reply: withToken,
      run: ({ actor, body }) => administration.addBot(actor(), body),
    }),
    operation({
      method: "POST",
      path: "/bots/:bot/token",
      summary: "A new token in place of the one that it had; without `scopes`, as good as that",
      status: 201,
      body: v.object({ scopes: v.optional(scopes) }),
      reply: withToken,
      run: ({ actor, part, body }) =>
        administration.renewBotToken(actor(), part("bot"), body.scopes),
    }),
    operation({
      method: "PUT",
      path: "/bots/:bot/rooms",
      summary: "Say in which rooms it is, by id or name",
      body: v.object({ rooms }),
      reply: v.object({ bot: Bot }),
      run: async ({ actor, part, body }) => ({
        bot: await administration.setBotRooms(actor(), part("bot"), body.rooms),
      }),
    }),
    operation({
      method: "POST",
      path: "/hooks",
      summary: "Add an incoming hook to a room that one is in; its address is given this once",
      status: 201,
      body: v.object({
        name: nameField,
        room: idField,
        format: v.optional(v.picklist(HOOK_FORMATS), "slack"),
      }),
      reply: withAddress,
      async run({ c, actor, body }) {
        const { bot, secret } = await administration.addHook(actor(), body);
        return { bot, address: hookAddress(c.var.origin, bot.bot.id, secret) };
      },
    }),
    operation({
      method: "POST",
      path: "/hooks/:bot/address",
      summary: "A new address in place of the one that a hook had",
      status: 201,
      reply: withAddress,
      async run({ c, actor, part }) {
        const { bot, secret } = await administration.renewHookSecret(actor(), part("bot"));
        return { bot, address: hookAddress(c.var.origin, bot.bot.id, secret) };
      },
    }),
    operation({
      method: "DELETE",
      path: "/bots/:bot",
      summary: "Remove a bot; what it wrote stays",
      run: ({ actor, part }) => administration.removeBot(actor(), part("bot")),
    }),
  ];
}
