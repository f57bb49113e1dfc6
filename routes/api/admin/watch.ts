import * as v from "valibot";
import type { Administration } from "../../../lib/chat/administration/create_administration.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { Connected, Figures, Named } from "../../../lib/protocol/administration.ts";
import { ChatError } from "../../../lib/protocol/errors.ts";
import { ROLES } from "../../../lib/protocol/events.ts";
import { ACTS, type JournalEntry } from "../../../lib/store/journal.ts";
import { duration, id, limit, words } from "./shapes.ts";

const Line = v.object({
  id: v.string(),
  at: v.number(),
  by: Named,
  act: v.picklist(ACTS),
  whom: v.optional(Named),
  where: v.optional(v.object({
    conversation: v.string(),
    name: v.optional(v.string()),
    seq: v.optional(v.number()),
  })),
  until: v.optional(v.number()),
  words: v.optional(v.string()),
  role: v.optional(v.picklist(ROLES)),
  what: v.optional(v.string()),
});
const Shutdown = v.object({
  at: v.number(),
  text: v.string(),
  then: v.picklist(["restart", "shutdown"]),
});

/** How the community is, what was done, and what is said to everyone. */
export function watchOperations(
  { administration }: { administration: Administration },
): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/admin/figures",
      summary: "How many are here, members, messages today (UTC), instances",
      reply: Figures,
      run: ({ actor }) => administration.figures(actor()),
    }),
    operation({
      method: "GET",
      path: "/admin/connected",
      summary: "Who is connected, on which instance and since when; `silent` did not answer",
      reply: v.object({ connected: v.array(Connected), silent: v.array(v.string()) }),
      run: ({ actor }) => administration.connected(actor()),
    }),
    operation({
      method: "GET",
      path: "/admin/journal",
      summary: "Who did what to whom, when and why; the newest first, on from `next`",
      query: v.object({ before: v.optional(id), limit }),
      reply: v.object({ entries: v.array(Line), next: v.optional(v.string()) }),
      async run({ actor, query: { before, limit } }) {
        const place = before === undefined ? undefined : placeOf(before);
        const { entries, more } = await administration.readJournal(actor(), {
          before: place,
          limit,
        });
        const last = entries.at(-1);
        return { entries, ...(more && last && { next: `${last.at}.${last.id}` }) };
      },
    }),
    operation({
      method: "POST",
      path: "/admin/notices",
      summary: "Say something to everyone who is connected",
      body: v.object({ text: words, level: v.optional(v.picklist(["info", "warning"])) }),
      run: ({ actor, body }) => administration.say(actor(), body),
    }),
    operation({
      method: "GET",
      path: "/admin/shutdown",
      summary: "The shutdown that is planned, if one is",
      reply: v.object({ shutdown: v.optional(Shutdown) }),
      run: async ({ actor }) => ({ shutdown: await administration.seeShutdown(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/admin/shutdown",
      summary: "End all instances after a countdown that everyone sees",
      status: 201,
      body: v.object({
        in: duration,
        text: v.optional(words),
        then: v.optional(Shutdown.entries.then),
      }),
      reply: v.object({ shutdown: Shutdown }),
      run: async ({ actor, body }) => ({
        shutdown: await administration.planShutdown(actor(), body),
      }),
    }),
    operation({
      method: "DELETE",
      path: "/admin/shutdown",
      summary: "Call the shutdown off",
      run: ({ actor }) => administration.cancelShutdown(actor()),
    }),
  ];
}

/** The place that `next` names: a time and an id. */
export function placeOf(text: string): Pick<JournalEntry, "at" | "id"> {
  const [, at, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(text) ?? [];
  if (at === undefined || id === undefined) {
    throw new ChatError("invalid-field", { field: "before" });
  }
  return { at: Number(at), id };
}
