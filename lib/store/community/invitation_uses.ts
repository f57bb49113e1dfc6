// How often invitations were used: by whom somebody came in.
import type { Named } from "../../protocol/administration.ts";
import type { UserId } from "../../protocol/events.ts";
import { readInvitationCode } from "../../protocol/invitation_codes.ts";
import type { Clock } from "../../runtime/clock.ts";
import { keys } from "../../kv/keys.ts";
import type { Check, Kv } from "../../kv/kv.ts";
import type { CommitParts } from "../../kv/checked_write.ts";
import { listAll } from "../../kv/list_pages.ts";

/** Times in milliseconds UTC. */
export interface Invitation {
  code: string;
  by: Named;
  createdAt: number;
  /** How many may come by it, and how many did: as members, or as guests who may yet become one. */
  uses: number;
  used: number;
  until?: number;
}

/** Whether whoever made an invitation may still invite, and what holds a commit to that. */
export type PermitMaker = (maker: UserId) => Promise<{ mayInvite: boolean; checks: Check[] }>;

/** Counting who comes by an invitation. */
export interface InvitationUses {
  /**
   * What counts one who becomes a member, in the commit that makes them one, with what `permit` checks
   * of its maker; `guest`: who came by it as a guest, and is counted already. `undefined` where it is
   * none, is used up or over, or `permit` says no.
   */
  countMember(code: string, permit: PermitMaker, guest?: UserId): Promise<CommitParts | undefined>;
  /** What counts a guest, in the commit that makes them; `undefined` likewise. */
  countGuest(code: string, permit: PermitMaker, guest: UserId): Promise<CommitParts | undefined>;
  /** Whether a guest came by it, so that they can become a member by it still. */
  isGuestOf(code: string, guest: UserId): Promise<boolean>;
}

/** Whether somebody can come by it at a time. */
export function isValid({ uses, used, until }: Invitation, now: number): boolean {
  return used < uses && (until === undefined || until > now);
}

/** Uses over the rows in `kv`. */
export function createInvitationUses({ kv, clock }: { kv: Kv; clock: Clock }): InvitationUses {
  return {
    async countMember(text, permit, guest) {
      const code = readInvitationCode(text);
      const { key, value, versionstamp } = await kv.get<Invitation>(keys.invitation(code));
      if (!value) return undefined;
      const counted = guest !== undefined && await isGuestOf(kv, code, guest);
      const isGood = counted
        ? value.used < value.uses // they came in time
        : isValid(await withItsGuests(kv, clock, value), clock.now());
      if (!isGood) return undefined;
      const { mayInvite, checks } = await permit(value.by.id);
      if (!mayInvite) return undefined;
      const row: Invitation = { ...value, used: value.used + 1 };
      return {
        checks: [{ key, versionstamp }, ...checks],
        mutations: [
          { type: "set", key, value: row },
          ...(counted ? [{ type: "delete" as const, key: keys.invitedGuest(code, guest) }] : []),
        ],
      };
    },

    async countGuest(text, permit, guest) {
      const code = readInvitationCode(text);
      const { value } = await kv.get<Invitation>(keys.invitation(code));
      const found = value && await withItsGuests(kv, clock, value);
      if (!found || !isValid(found, clock.now())) return undefined;
      const { mayInvite, checks } = await permit(found.by.id);
      const key = keys.invitedGuest(code, guest);
      return mayInvite ? { checks, mutations: [{ type: "set", key, value: true }] } : undefined;
    },

    isGuestOf: (code, guest) => isGuestOf(kv, readInvitationCode(code), guest),
  };
}

/** The invitation with its guests among those who came by it. */
export function withGuests(invitation: Invitation, guests: number): Invitation {
  const { uses, used } = invitation;
  return { ...invitation, used: Math.min(uses, used + guests) };
}

async function isGuestOf(kv: Kv, code: string, guest: UserId): Promise<boolean> {
  const rows = await kv.getMany([keys.invitation(code), keys.invitedGuest(code, guest)]);
  return rows.every(({ value }) => value !== null);
}

/** The same, by its rows; guests matter only while it is good without them. */
export async function withItsGuests(kv: Kv, clock: Clock, found: Invitation): Promise<Invitation> {
  if (!isValid(found, clock.now())) return found;
  return withGuests(found, (await listAll(kv, keys.invitedGuests(found.code))).length);
}
