import * as v from "valibot";
import type { Administration } from "../../../lib/chat/administration.ts";
import { durationField, personFields, wordsField } from "../../../lib/http/fields.ts";
import { type Operation, operation } from "../../../lib/http/operation.ts";
import { Named } from "../../../lib/protocol/administration.ts";
import { ACCOUNT_ROLES, Person } from "../../../lib/protocol/events.ts";
import { SANCTION_KINDS } from "../../../lib/protocol/sanctions.ts";

const Sanction = v.object({
  kind: v.picklist(SANCTION_KINDS),
  whom: Named,
  at: v.number(),
  until: v.optional(v.number()),
  by: Named,
  words: v.string(),
  addresses: v.number(),
});
const sanctionRequest = v.object({
  ...personFields,
  duration: v.optional(durationField),
  reason: v.optional(wordsField),
  addresses: v.optional(v.boolean()),
});
const imposed = v.object({ sanction: Sanction });

/** Keeping people out, or quiet; and who is what. */
export function moderationOperations(
  { administration }: { administration: Administration },
): Operation[] {
  return [
    operation({
      method: "POST",
      path: "/admin/kicks",
      summary: "Send somebody out for a while, by name or by id: 10s, 5m, 1h, 2d",
      status: 201,
      body: sanctionRequest,
      reply: imposed,
      run: async ({ actor, body }) => ({ sanction: await administration.kick(actor(), body) }),
    }),
    operation({
      method: "POST",
      path: "/admin/mutes",
      summary: "Let somebody read but not write for a while",
      status: 201,
      body: sanctionRequest,
      reply: imposed,
      run: async ({ actor, body }) => ({ sanction: await administration.mute(actor(), body) }),
    }),
    operation({
      method: "POST",
      path: "/admin/bans",
      summary: "Keep somebody out; without a duration, until it is lifted",
      status: 201,
      body: sanctionRequest,
      reply: imposed,
      run: async ({ actor, body }) => ({ sanction: await administration.ban(actor(), body) }),
    }),
    operation({
      method: "POST",
      path: "/admin/lifts",
      summary: "End a kick, a mute or a ban before its time",
      body: v.object({
        ...personFields,
        what: v.picklist(SANCTION_KINDS),
        reason: v.optional(wordsField),
      }),
      run: ({ actor, body }) => administration.lift(actor(), body),
    }),
    operation({
      method: "GET",
      path: "/admin/sanctions",
      summary: "What is in force, the newest first",
      reply: v.object({ sanctions: v.array(Sanction) }),
      run: async ({ actor }) => ({ sanctions: await administration.sanctions(actor()) }),
    }),
    operation({
      method: "POST",
      path: "/admin/password-links",
      summary:
        "Make a link by which somebody below one chooses a new password, once, within an hour",
      status: 201,
      body: v.object(personFields),
      reply: v.object({ code: v.string(), name: v.string(), until: v.number() }),
      run: ({ actor, body }) => administration.makePasswordLink(actor(), body),
    }),
    operation({
      method: "POST",
      path: "/admin/second-factor-removals",
      summary: "Turn off two-factor authentication for somebody below one who lost it",
      body: v.object(personFields),
      run: ({ actor, body }) => administration.removeSecondFactorOf(actor(), body),
    }),
    operation({
      method: "POST",
      path: "/admin/roles",
      summary: "Make a member a moderator, an administrator, or a member again",
      body: v.object({ ...personFields, role: v.picklist(ACCOUNT_ROLES) }),
      reply: v.object({ user: Person }),
      run: async ({ actor, body }) => ({ user: await administration.giveRole(actor(), body) }),
    }),
  ];
}
