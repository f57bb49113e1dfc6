import * as v from "valibot";
import type { Administration } from "../../../lib/chat/administration.ts";
import { durationField, personFields, wordsField } from "../../../lib/http/fields.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { Context, Raid, WaitingMessage } from "../../../lib/protocol/administration.ts";
import { replies } from "../../../lib/protocol/server_frames.ts";

/** What keeps order before somebody has to. */
export function safetyOperations(
  { administration }: { administration: Administration },
): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/admin/raid",
      summary: "Whether there is a raid: nobody new comes in, and guests only read",
      reply: v.object({ raid: v.optional(Raid) }),
      run: async ({ actor }) => ({ raid: await administration.raid(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/admin/raid",
      summary: "Let nobody new in and have guests only read, for an hour or as said",
      status: 201,
      body: v.object({ duration: v.optional(durationField) }),
      reply: v.object({ raid: Raid }),
      run: async ({ actor, body }) => ({
        raid: await administration.beginRaid(actor(), body.duration),
      }),
    }),
    operation({
      method: "DELETE",
      path: "/admin/raid",
      summary: "End that before its time",
      run: ({ actor }) => administration.endRaid(actor()),
    }),
    operation({
      method: "GET",
      path: "/admin/waiting-messages",
      summary: "Messages that wait for a moderator, the first first, with what stands around them",
      reply: v.object({
        messages: v.array(v.object({ ...WaitingMessage.entries, context: Context })),
        more: v.boolean(),
      }),
      run: ({ actor }) => administration.waitingMessages(actor()),
    }),
    operation({
      method: "POST",
      path: "/admin/waiting-messages/:message/approved",
      summary: "Post a message that waits, in its author's name",
      reply: replies.send,
      run: ({ actor, part }) => administration.letThrough(actor(), part("message")),
    }),
    operation({
      method: "POST",
      path: "/admin/waiting-messages/:message/refused",
      summary: "Take a message away that waits, and tell its author why",
      body: v.object({ words: v.optional(wordsField) }),
      run: ({ actor, part, body }) =>
        administration.refuseMessage(actor(), part("message"), body.words),
    }),
    operation({
      method: "GET",
      path: "/admin/held-words",
      summary: "The words that messages in public rooms wait for",
      reply: v.object({ words: v.array(v.string()) }),
      run: async ({ actor }) => ({ words: await administration.heldWords(actor()) }),
    }),
    operation({
      method: "PUT",
      path: "/admin/held-words",
      summary: "Replace all of them",
      body: v.object({ words: v.pipe(v.array(wordsField), v.maxLength(1_000)) }),
      reply: v.object({ words: v.array(v.string()) }),
      run: async ({ actor, body }) => ({
        words: await administration.changeHeldWords(actor(), body.words),
      }),
    }),
    operation({
      method: "POST",
      path: "/admin/vouchings",
      summary: "Say that somebody is no newcomer any more",
      body: v.object(personFields),
      run: ({ actor, body }) => administration.vouchFor(actor(), body),
    }),
  ];
}
