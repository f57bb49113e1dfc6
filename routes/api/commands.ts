import * as v from "valibot";
import type { BotAdministration } from "../../lib/chat/bots/bots.ts";
import { idField, nameField, wordsField } from "../../lib/http/fields.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { withinSendRate } from "../../lib/http/rate.ts";
import { Person } from "../../lib/protocol/events.ts";
import { MAX_HOOK_URL } from "../../lib/protocol/outgoing.ts";
import {
  BotCommand,
  commandReplies,
  commandRequests,
} from "../../lib/protocol/requests/commands.ts";
import type { MessageParts } from "./messages.ts";

const ownCommand = v.object({
  ...v.omit(BotCommand, ["bot"]).entries,
  bot: Person,
  url: v.string(),
});

/** Commands of bots: calling them, and for those who look after bots, and bots, adding some. */
export function commandOperations(
  { administration, chat, sendRate }: Pick<MessageParts, "chat" | "sendRate"> & {
    administration: BotAdministration;
  },
): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/conversations/:conversation/commands",
      summary: "The commands of bots that may be used in a conversation",
      reply: commandReplies.commands,
      run: async ({ actor, part }) => ({
        commands: await chat.commands(actor(), part("conversation")),
      }),
    }),
    operation({
      method: "POST",
      path: "/conversations/:conversation/commands",
      summary: "Call a command of a bot’s: `/deploy staging`",
      body: v.pick(commandRequests.command, ["text", "thread"]),
      reply: commandReplies.command,
      run: async ({ actor, part, body }) =>
        await chat.command(withinSendRate(sendRate, actor()), {
          conversation: part("conversation"),
          ...body,
        }),
    }),
    operation({
      method: "GET",
      path: "/commands",
      summary: "The commands of the bots that one looks after; for a bot, its own",
      bots: "any",
      reply: v.object({ commands: v.array(ownCommand) }),
      run: async ({ actor }) => ({ commands: await administration.ownCommands(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/commands",
      summary: "Add a command to a bot; its signing secret is given this once",
      status: 201,
      bots: "write",
      body: v.object({
        name: nameField,
        usage: v.optional(wordsField, ""),
        about: v.optional(wordsField, ""),
        url: v.pipe(v.string(), v.maxLength(MAX_HOOK_URL)),
        /** A bot adds its own. */
        bot: v.optional(idField),
      }),
      reply: v.object({ command: ownCommand, signingSecret: v.string() }),
      async run({ c, actor, body }) {
        const who = actor();
        const { bot = who.user.id } = body;
        const asked = { ...body, bot, origin: c.var.origin };
        const { command, secret } = await administration.addCommand(who, asked);
        return { command, signingSecret: secret };
      },
    }),
    operation({
      method: "POST",
      path: "/commands/:name/secret",
      summary: "A new secret of a command; for a day, it signs with the one before too",
      status: 201,
      bots: "write",
      reply: v.object({ name: v.string(), signingSecret: v.string() }),
      async run({ actor, part }) {
        const { name, secret } = await administration.renewCommandSecret(actor(), part("name"));
        return { name, signingSecret: secret };
      },
    }),
    operation({
      method: "DELETE",
      path: "/commands/:name",
      summary: "Remove a command",
      bots: "write",
      run: ({ actor, part }) => administration.removeCommand(actor(), part("name")),
    }),
  ];
}
