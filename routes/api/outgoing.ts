import * as v from "valibot";
import type { BotAdministration } from "../../lib/chat/bots/bots.ts";
import { readDeliveryId } from "../../lib/chat/bots/outgoing.ts";
import { idField, MAX_ID_LENGTH, nameField } from "../../lib/http/fields.ts";
import { type Operation, operation } from "../../lib/http/operation.ts";
import { Bot, MAX_BOT_ROOMS } from "../../lib/protocol/bots.ts";
import { MAX_KEYWORDS } from "../../lib/protocol/limits.ts";
import { HookDelivery, MAX_HOOK_URL, OUTGOING_EVENTS } from "../../lib/protocol/outgoing.ts";

const rooms = v.pipe(v.array(idField), v.minLength(1), v.maxLength(MAX_BOT_ROOMS));
const url = v.pipe(v.string(), v.maxLength(MAX_HOOK_URL));
const events = v.pipe(v.array(v.picklist(OUTGOING_EVENTS)), v.minLength(1), v.maxLength(5));
const keywords = v.optional(v.pipe(v.array(nameField), v.maxLength(MAX_KEYWORDS)));
const withSecret = v.object({ bot: Bot, signingSecret: v.string() });
/** Deliveries of one page. */
const PAGE = 50;

/** Outgoing hooks and what they were told, for those who look after bots. */
export function outgoingOperations(
  { administration }: { administration: BotAdministration },
): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/outgoing",
      summary: "Add a webhook that is told of its rooms; its secret is given this once",
      status: 201,
      body: v.object({ name: nameField, rooms, url, events, keywords }),
      reply: withSecret,
      async run({ c, actor, body }) {
        const wish = { ...body, origin: c.var.origin };
        const { bot, secret } = await administration.addOutgoing(actor(), wish);
        return { bot, signingSecret: secret };
      },
    }),
    operation({
      method: "PATCH",
      path: "/outgoing/:bot",
      summary: "Change what an outgoing webhook calls, or switch it on or off",
      body: v.object({
        url: v.optional(url),
        events: v.optional(events),
        keywords,
        on: v.optional(v.boolean()),
      }),
      reply: v.object({ bot: Bot }),
      run: async ({ actor, part, body }) => ({
        bot: await administration.changeOutgoing(actor(), part("bot"), body),
      }),
    }),
    operation({
      method: "POST",
      path: "/outgoing/:bot/secret",
      summary: "A new secret; for a day, it signs with the one before too",
      status: 201,
      reply: withSecret,
      async run({ actor, part }) {
        const { bot, secret } = await administration.renewOutgoingSecret(actor(), part("bot"));
        return { bot, signingSecret: secret };
      },
    }),
    operation({
      method: "GET",
      path: "/outgoing/:bot/deliveries",
      summary: "What it was told in the last three days, the newest first",
      query: v.object({ before: v.optional(v.pipe(v.string(), v.maxLength(MAX_ID_LENGTH))) }),
      reply: v.object({ deliveries: v.array(HookDelivery), next: v.optional(v.string()) }),
      async run({ actor, part, query: { before } }) {
        const page = {
          limit: PAGE,
          ...(before !== undefined && { before: readDeliveryId(before) }),
        };
        const deliveries = await administration.deliveries(actor(), part("bot"), page);
        const last = deliveries.length === PAGE ? deliveries.at(-1) : undefined;
        return { deliveries, ...(last && { next: last.id }) };
      },
    }),
    operation({
      method: "POST",
      path: "/outgoing/:bot/deliveries/:delivery/again",
      summary: "Tell it once more",
      run: ({ actor, part }) =>
        administration.sendAgain(actor(), part("bot"), readDeliveryId(part("delivery"))),
    }),
  ];
}
