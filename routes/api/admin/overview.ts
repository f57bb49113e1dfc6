import * as v from "valibot";
import type { Administration } from "../../../lib/chat/administration.ts";
import {
  durationField,
  formatCursor,
  idField,
  limitField,
  parseCursor,
  wordsField,
} from "../../../lib/http/fields.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { Connected, Figures, GivenUpJob, Named } from "../../../lib/protocol/administration.ts";
import { ROLES } from "../../../lib/protocol/events.ts";
import { ACTS } from "../../../lib/store/moderation/audit_log.ts";

const AuditLogLine = v.object({
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
export function overviewOperations(
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
      path: "/admin/jobs",
      summary: "What was to be done later and was given up after many tries, the newest first",
      reply: v.object({ jobs: v.array(GivenUpJob) }),
      run: async ({ actor }) => ({ jobs: await administration.givenUpJobs(actor()) }),
    }),
    operation({
      method: "GET",
      path: "/admin/journal",
      summary: "Who did what to whom, when and why; the newest first, on from `next`",
      query: v.object({ before: v.optional(idField), limit: limitField }),
      reply: v.object({ entries: v.array(AuditLogLine), next: v.optional(v.string()) }),
      async run({ actor, query: { before, limit } }) {
        const cursor = before === undefined ? undefined : parseCursor(before);
        const { entries, more } = await administration.readAuditLog(actor(), {
          before: cursor,
          limit,
        });
        const last = entries.at(-1);
        return { entries, ...(more && last && { next: formatCursor(last) }) };
      },
    }),
    operation({
      method: "POST",
      path: "/admin/notices",
      summary: "Say something to everyone who is connected",
      body: v.object({ text: wordsField, level: v.optional(v.picklist(["info", "warning"])) }),
      run: ({ actor, body }) => administration.sendNotice(actor(), body),
    }),
    operation({
      method: "GET",
      path: "/admin/shutdown",
      summary: "The shutdown that is planned, if one is",
      reply: v.object({ shutdown: v.optional(Shutdown) }),
      run: async ({ actor }) => ({ shutdown: await administration.plannedShutdown(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/admin/shutdown",
      summary: "End all instances after a countdown that everyone sees",
      status: 201,
      body: v.object({
        in: durationField,
        text: v.optional(wordsField),
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
