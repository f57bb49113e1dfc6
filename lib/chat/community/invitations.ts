import { parseDuration } from "../../protocol/durations.ts";
import { ChatError } from "../../protocol/errors.ts";
import { may } from "../../protocol/permissions.ts";
import type { Clock } from "../../runtime/clock.ts";
import { type Invitation, type Invitations, isValid } from "../../store/community/invitations.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor } from "../chat.ts";
import { requireInRange } from "../refusals.ts";
import { requirePermission } from "../moderation/authorize.ts";
import { readInvitationMaker } from "./invitation_maker.ts";
import type { ReadCheckedPerson } from "../../store/people/checked_person.ts";

/** People whom one invitation lets in when nobody says how many, and at most. */
const USES = { usual: 1, least: 1, most: 1_000 } as const;
const USUAL_DURATION = "7d";

/** The links that let somebody in, and register. All but `acceptsInvitation` throw `not-allowed`. */
export interface InvitationAdministration {
  /**
   * Once and for 7 days, when nothing else is said; `duration: "never"` has no end. Throws
   * `duration-form`, `number-range` (uses).
   */
  makeInvitation(
    actor: Actor,
    wish: { uses?: number; duration?: string },
  ): Promise<Invitation>;
  /** One's own; an administrator sees all. The newest first. */
  invitations(actor: Actor): Promise<Invitation[]>;
  /** Whether somebody can come in by a code now. Codes are beyond guessing, so anyone may ask. */
  acceptsInvitation(code: string): Promise<boolean>;
  /** Throws `invite-invalid` when there is none, or it is another's. */
  revokeInvitation(actor: Actor, code: string): Promise<void>;
}

/** Invitations: each act and its line in the audit log in one commit. */
export function createInvitationAdministration(
  { invitations, readPerson, audit, clock }: {
    invitations: Invitations;
    readPerson: ReadCheckedPerson;
    audit: AuditEntries;
    clock: Clock;
  },
): InvitationAdministration {
  const seesAll = (actor: Actor) => may(actor.user.role, "change who may come in");
  const concerns = (actor: Actor, { by }: Invitation) => seesAll(actor) || by.id === actor.user.id;

  return {
    async makeInvitation(actor, { uses = USES.usual, duration = USUAL_DURATION }) {
      requirePermission(actor, "make invitation links");
      const ms = duration === "never" ? undefined : parseDuration(duration);
      if (ms === undefined && duration !== "never") throw new ChatError("duration-form");
      requireInRange(uses, USES, "uses");
      const until = ms === undefined ? undefined : clock.now() + ms;
      return await invitations.make({ by: named(actor.user), uses, until }, async ({ code }) => {
        const { checks } = await audit.confirm(actor, "make invitation links");
        const act = { act: "invitation-made" as const, what: beginning(code), until };
        return { checks, mutations: [audit.entry(actor.user, act)] };
      });
    },

    async invitations(actor) {
      requirePermission(actor, "make invitation links");
      return (await invitations.list()).filter((one) => concerns(actor, one));
    },

    async acceptsInvitation(code) {
      const found = await invitations.get(code);
      if (!found || !isValid(found, clock.now())) return false;
      return (await readInvitationMaker(readPerson, found.by.id)).mayInvite;
    },

    async revokeInvitation(actor, code) {
      requirePermission(actor, "make invitation links");
      const found = await invitations.get(code);
      if (!found || !concerns(actor, found)) throw new ChatError("invite-invalid");
      const what = beginning(found.code);
      const line = audit.entry(actor.user, { act: "invitation-revoked", what });
      await invitations.revoke(found.code, async () => {
        const { checks } = await audit.confirm(actor, "make invitation links");
        return { checks, mutations: [line] };
      });
    },
  };
}

/** Enough of a code to know it again: who reads the journal shall not register with it. */
function beginning(code: string): string {
  return `${code.split("-")[0]}…`;
}
