import type { Settings } from "../../protocol/administration.ts";
import { parseDuration } from "../../protocol/durations.ts";
import { ChatError } from "../../protocol/errors.ts";
import { may } from "../../protocol/permissions.ts";
import { type Invitation, isValid } from "../../store/invitations.ts";
import { writeSettings } from "../../store/settings.ts";
import type { Actor } from "../chat.ts";
import { type AdministrationParts, demand, journal, named } from "./parts.ts";

/** Registrations that one invitation allows when nobody says how many, and at most. */
const USES = { usual: 1, most: 1_000 } as const;
const USUAL_DURATION = "7d";

/** Who may come in, and the links that let somebody. All throw a `ChatError` when they refuse. */
export interface Entry {
  /** Everyone may know: the door shows it. */
  settings(): Promise<Settings>;
  changeSettings(actor: Actor, change: Partial<Settings>): Promise<Settings>;
  /** Once and for 7 days, when nothing else is said; `duration: "never"` has no end. */
  makeInvitation(
    actor: Actor,
    wish: { uses?: number; duration?: string },
  ): Promise<Invitation>;
  /** One's own; an administrator sees all. The newest first. */
  invitations(actor: Actor): Promise<Invitation[]>;
  /** Whether somebody can register by a code now. Codes are beyond guessing, so anyone may ask. */
  invites(code: string): Promise<boolean>;
  /** Throws `invite-invalid` when there is none, or it is another's. */
  revokeInvitation(actor: Actor, code: string): Promise<void>;
}

/** The rules of entry: each change and its line in the journal in one commit. */
export function createEntry(parts: AdministrationParts): Entry {
  const { kv, community, invitations, announcer, clock, random } = parts;
  const seesAll = (actor: Actor) => may(actor.user.role, "change who may come in");
  const concerns = (actor: Actor, { by }: Invitation) => seesAll(actor) || by.id === actor.user.id;

  return {
    settings: () => community.settings(),

    async changeSettings(actor, change) {
      demand(actor, "change who may come in");
      const what = Object.entries(change).filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}: ${value}`).join(", ");
      const line = journal(parts, actor.user, { act: "settings", what });
      const written = await writeSettings(kv, { id: random.uuid(), change, beside: [line] });
      announcer.announce([{
        topic: "everyone",
        message: { type: "changed", what: "settings", id: "" },
      }]);
      return written;
    },

    async makeInvitation(actor, { uses = USES.usual, duration = USUAL_DURATION }) {
      demand(actor, "make invitation links");
      const ms = duration === "never" ? undefined : parseDuration(duration);
      if (ms === undefined && duration !== "never") throw new ChatError("duration-form");
      if (!Number.isSafeInteger(uses) || uses < 1 || uses > USES.most) {
        throw new ChatError("invalid-field", { field: "uses" });
      }
      const until = ms === undefined ? undefined : clock.now() + ms;
      return await invitations.make({ by: named(actor.user), uses, until }, ({ code }) => [
        journal(parts, actor.user, { act: "invitation-made", what: beginning(code), until }),
      ]);
    },

    async invitations(actor) {
      demand(actor, "make invitation links");
      return (await invitations.list()).filter((one) => concerns(actor, one));
    },

    async invites(code) {
      const found = await invitations.get(code);
      return found !== undefined && isValid(found, clock.now());
    },

    async revokeInvitation(actor, code) {
      demand(actor, "make invitation links");
      const found = await invitations.get(code);
      if (!found || !concerns(actor, found)) throw new ChatError("invite-invalid");
      const what = beginning(found.code);
      const line = journal(parts, actor.user, { act: "invitation-revoked", what });
      await invitations.revoke(found.code, [line]);
    },
  };
}

/** Enough of a code to know it again: who reads the journal shall not register with it. */
function beginning(code: string): string {
  return `${code.split("-")[0]}…`;
}
