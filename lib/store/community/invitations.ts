// Invitations to the community: codes that let somebody in, and register.
import { readInvitationCode } from "../../protocol/invitation_codes.ts";
import { type Clock, type Random } from "../../runtime/clock.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { type CommitParts, type DecideParts, writeRow } from "../../kv/checked_write.ts";
import { listAll } from "../../kv/list_pages.ts";
import {
  createInvitationUses,
  type Invitation,
  type InvitationUses,
  withGuests,
  withItsGuests,
} from "./invitation_uses.ts";

export { type Invitation, isValid } from "./invitation_uses.ts";

/**
 * The links by which one may come in. Who becomes a member is counted on the invitation's own row, never
 * more than it says; guests, of whom a whole class may come at once, have a row each, so that they do
 * not wait for one another: a few too many are turned away when they want to become members.
 */
export interface Invitations extends InvitationUses {
  make(
    invitation: Pick<Invitation, "by" | "uses" | "until">,
    beside: (made: Invitation) => CommitParts | Promise<CommitParts>,
  ): Promise<Invitation>;
  get(code: string): Promise<Invitation | undefined>;
  /** All that were not revoked, used up and expired ones too; the newest first. */
  list(): Promise<Invitation[]>;
  /** Takes one back; `false` when there is none. Whoever came by it stays, as what they are. */
  revoke(code: string, beside: DecideParts): Promise<boolean>;
}

/** Letters and digits that are not taken for each other when read aloud or typed: 32 of them. */
const ALPHABET = "023456789abcdefghjkmnpqrstuvwxyz";
/** 60 bits, in groups that can be read aloud: guesses are limited to 20 an hour and address. */
const CODE = { groups: 3, letters: 4 } as const;

/** The invitations in `kv`. */
export function createInvitations(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): Invitations {
  async function get(text: string) {
    const code = readInvitationCode(text);
    if (code === "") return undefined;
    const { value } = await kv.get<Invitation>(keys.invitation(code));
    return value === null ? undefined : await withItsGuests(kv, clock, value);
  }

  return {
    get,

    async make({ by, uses, until }, beside) {
      const made: Invitation = {
        code: newCode(random),
        by,
        createdAt: clock.now(),
        uses,
        used: 0,
        ...(until !== undefined && { until }),
      };
      await writeRow<Invitation>(kv, keys.invitation(made.code), async () => (
        { value: made, ...await beside(made) }
      ));
      return made;
    },

    async list() {
      const rows = await listAll<Invitation>(kv, keys.invitations());
      const guests = new Map<unknown, number>();
      for (const { key } of await listAll(kv, keys.invitedGuests())) {
        guests.set(key[1], (guests.get(key[1]) ?? 0) + 1);
      }
      return rows.map(({ value }) => withGuests(value, guests.get(value.code) ?? 0))
        .sort((a, b) => b.createdAt - a.createdAt);
    },

    async revoke(text, beside) {
      const code = readInvitationCode(text);
      const { value } = await kv.get<Invitation>(keys.invitation(code));
      if (!value) return false;
      await writeRow<Invitation>(kv, keys.invitation(code), async (current) => (
        current && { value: undefined, ...await beside() }
      ));
      await forgetGuests(kv, code);
      return true;
    },

    ...createInvitationUses({ kv, clock }),
  };
}

function newCode(random: Random): string {
  const bytes = random.bytes(CODE.groups * CODE.letters);
  const letters = [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return letters.match(new RegExp(`.{${CODE.letters}}`, "g"))?.join("-") ?? letters;
}

/** Guests whose rows one commit deletes. */
const GUESTS_AT_ONCE = 500;

async function forgetGuests(kv: Kv, code: string): Promise<void> {
  for (;;) {
    const rows = await kv.list({ prefix: keys.invitedGuests(code) }, { limit: GUESTS_AT_ONCE });
    if (rows.length === 0) return;
    await kv.commit([], rows.map(({ key }) => ({ type: "delete", key })));
  }
}
