// What decides who may come in, besides names and passwords.
import type { Expulsion } from "../cluster/bus.ts";
import { ChatError } from "../protocol/errors.ts";
import type { UserId } from "../protocol/events.ts";
import type { HashAddress } from "../store/addresses.ts";
import type { Invitations } from "../store/invitations.ts";
import type { Deciding } from "../store/row_writes.ts";
import { type Barring, barringOf, type Sanction, type Sanctions } from "../store/sanctions.ts";
import type { Clock } from "../world/world.ts";
import type { Community } from "./community.ts";

/** Who may come in: asked of guests, of those who register, and of who is known. */
export interface AdmissionPolicy {
  /** A guest who is new. Throws `guests-closed`, `kicked` or `banned`. */
  guest(address: string): Promise<void>;
  /**
   * Somebody who registers, maybe by an invitation. Gives what goes with the commit, to count its
   * use. Throws `registration-closed`, `registration-off`, `invite-invalid`, `kicked` or `banned`.
   */
  newcomer(address: string, invite?: string): Promise<Deciding>;
  /** Why somebody is kept out now. Reads the store. */
  barring(user: UserId): Promise<Expulsion | undefined>;
  /** The hash by which an address is known again. */
  hashOf: HashAddress;
}

export interface AdmissionPolicyParts {
  community: Community;
  sanctions: Pick<Sanctions, "of" | "atAddress">;
  invitations: Pick<Invitations, "counting">;
  hashAddress: HashAddress;
  clock: Clock;
}

/** Why a sanction refuses, and until when. */
export function sanctionError(
  refusal: "muted" | "kicked" | "banned",
  { until, words }: Pick<Sanction, "until" | "words">,
  now: number,
): ChatError {
  const values = { ...(words && { reason: words }), ...(until !== undefined && { until }) };
  return new ChatError(refusal, values, until === undefined ? undefined : until - now);
}

/** The same, for one who is kept out. */
export function expulsionError(why: Expulsion, now: number): ChatError {
  if (why.reason === "session-ended") return new ChatError("not-signed-in");
  return sanctionError(why.reason, why, now);
}

/** A sanction that keeps somebody out, as connections are told it. */
export function expulsionBy({ kind, sanction: { until, words } }: Barring): Expulsion {
  if (kind === "kick" && until !== undefined) return { reason: "kicked", until, words };
  return { reason: "banned", ...(until !== undefined && { until }), words };
}

/** The policy by what was decided. */
export function createAdmissionPolicy(
  { community, sanctions, invitations, hashAddress, clock }: AdmissionPolicyParts,
): AdmissionPolicy {
  async function checkAddress(address: string) {
    const hash = await hashAddress(address);
    const barring = hash === undefined ? undefined : await sanctions.atAddress(hash);
    if (barring) throw expulsionError(expulsionBy(barring), clock.now());
  }

  return {
    hashOf: hashAddress,

    async guest(address) {
      await checkAddress(address);
      if (!(await community.settings()).guests) throw new ChatError("guests-closed");
    },

    async newcomer(address, invite) {
      await checkAddress(address);
      const { registration } = await community.settings();
      if (registration === "closed") throw new ChatError("registration-off");
      if (registration === "open") return () => ({ checks: [], mutations: [] });
      if (!invite?.trim()) throw new ChatError("registration-closed");
      return invitations.counting(invite);
    },

    async barring(user) {
      const barring = barringOf(await sanctions.of(user));
      return barring && expulsionBy(barring);
    },
  };
}
