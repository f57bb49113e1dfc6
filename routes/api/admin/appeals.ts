import * as v from "valibot";
import type { Administration } from "../../../lib/chat/administration.ts";
import { wordsField } from "../../../lib/http/fields.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { Appeal, OwnAppeal, WaitingAppeal } from "../../../lib/protocol/appeals.ts";

/** What people say against what was imposed on them. */
export function appealOperations(
  { administration }: { administration: Administration },
): Operation[] {
  return [
    operation({
      method: "GET",
      path: "/me/appeal",
      summary: "Whether one may appeal the sanction in force; what one said, and was answered",
      reply: v.object({ may: v.boolean(), appeal: v.optional(OwnAppeal) }),
      run: ({ actor }) => administration.ownAppeal(actor()),
    }),
    operation({
      method: "POST",
      path: "/me/appeal",
      summary: "Say something against it, once; also for who is kept out",
      status: 201,
      body: v.object({ words: wordsField }),
      reply: v.object({ appeal: OwnAppeal }),
      run: async ({ actor, body }) => ({
        appeal: await administration.appeal(actor(), body.words),
      }),
    }),
    operation({
      method: "GET",
      path: "/admin/appeals",
      summary: "Appeals that wait for an answer, the first first",
      reply: v.object({ appeals: v.array(WaitingAppeal) }),
      run: async ({ actor }) => ({ appeals: await administration.appeals(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/admin/appeals/:appeal/answer",
      summary: "Answer an appeal, and end the sanction or not",
      body: v.object({ lift: v.boolean(), words: v.optional(wordsField) }),
      reply: v.object({ appeal: Appeal }),
      run: async ({ actor, part, body }) => ({
        appeal: await administration.answerAppeal(actor(), part("appeal"), body),
      }),
    }),
  ];
}
