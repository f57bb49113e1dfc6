// What decides who may come in, besides names and passwords.
import type { Expulsion } from "../../cluster/bus.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { Role, UserId } from "../../protocol/events.ts";
import type { HashAddress } from "../../store/people/address_hash.ts";
import type { Invitations } from "../../store/community/invitations.ts";
import type { CommitParts, DecideParts } from "../../kv/checked_write.ts";
import {
  type Barring,
  barringOf,
  type Sanction,
  type Sanctions,
} from "../../store/moderation/sanctions.ts";
import type { Clock } from "../../runtime/clock.ts";
import { readInvitationMaker } from "../community/invitation_maker.ts";
import type { Mute } from "../chat.ts";
import type { Community } from "./admission_settings.ts";
import type { ReadCheckedPerson } from "../../store/people/checked_person.ts";
import type { KnownAddresses } from "../../store/people/known_addresses.ts";

/** Who may come in: asked of guests, of those who register, and of who is known. */
export interface AdmissionPolicy {
  /**
   * How many new guests may come from an address in ten minutes: more where a member lately came from,
   * and by an invitation that is good.
   */
  guestsAllowed(address: string, invite?: string): Promise<number>;
  /**
   * How many may register from an address in an hour, by an invitation that is good, as it is for the
   * guest who came by it; else no more.
   */
  registrationsAllowed(invite?: string, guest?: UserId): Promise<number | undefined>;
  /** A member came from this hashed address. Never rejects: it only eases a limit. */
  noteMember(hash: string): Promise<void>;
  /**
   * A guest who is new, maybe by an invitation. Gives what goes with the commit, to count its use if it
   * is good. Throws `guests-closed`, `raid-closed` or `network-barred`.
   */
  guest(address: string, invite?: string): Promise<(id: UserId) => Promise<CommitParts>>;
  /**
   * Somebody who registers, maybe by an invitation, or as the guest who came by it. Gives what goes with
   * the commit, to count its use; where anyone may register, only if it is good. Throws
   * `registration-closed`, `registration-off`, `raid-closed`, `invite-unknown`, `invite-invalid` or `network-barred`.
   */
  newcomer(address: string, invite?: string, guest?: UserId): Promise<DecideParts>;
  /**
   * Somebody new who signed in elsewhere: as `newcomer`, or whatever registration is where the operator
   * lets people of that provider in. Gives what goes with the commit.
   */
  foreigner(address: string, letIn: boolean): Promise<DecideParts>;
  /** Whether a guest came by an invitation, and can become a member by it. */
  isGuestOf(invite: string | undefined, guest: UserId): Promise<boolean>;
  /** Why somebody is kept out now, and whether they are muted. Reads the store. */
  standing(user: UserId): Promise<{ barred?: Expulsion; mute?: Mute }>;
  /** Whether the community asks a second factor of somebody of this role. */
  asksSecondFactor(user: { role: Role }): Promise<boolean>;
  /** Whether everybody who is new does some work first, as far as this instance knows. */
  asksProof(): boolean;
  /** The hash by which an address is known again. */
  hashOf: HashAddress;
}

/** How many times more guests may come from where a member is: a school, an office. */
const KNOWN_ADDRESS_FACTOR = 4;

/** Guests by the link of an invitation from one address in ten minutes. */
const INVITED_GUESTS = 200;

/** Registrations by invitation from one address in an hour: a class registers in one lesson. */
const INVITED_PER_HOUR = 200;

/** Nothing to check, nothing to write. */
export const NOTHING: CommitParts = { checks: [], mutations: [] };

/** What both check and write. */
export function both(one: CommitParts, other: CommitParts): CommitParts {
  return {
    checks: [...one.checks, ...other.checks],
    mutations: [...one.mutations, ...other.mutations],
  };
}

/** What the policy is made of. */
export interface AdmissionPolicyParts {
  readPerson: ReadCheckedPerson;
  community: Community;
  sanctions: Pick<Sanctions, "of" | "atAddress">;
  invitations: Pick<Invitations, "countGuest" | "countMember" | "get" | "isGuestOf">;
  hashAddress: HashAddress;
  knownAddresses: KnownAddresses;
  clock: Clock;
}

/** Why a sanction refuses, and until when. */
export function sanctionError(
  refusal: "muted" | "kicked" | "banned" | "network-barred",
  { until, words }: Pick<Sanction, "until" | "words">,
  now: number,
): ChatError {
  const values = {
    ...(words && { reason: words }),
    ...(until !== undefined && { until, left: until - now }),
  };
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
  { readPerson, community, sanctions, invitations, hashAddress, knownAddresses, clock }:
    AdmissionPolicyParts,
): AdmissionPolicy {
  async function checkAddress(address: string) {
    const hash = await hashAddress(address);
    const barring = hash === undefined ? undefined : await sanctions.atAddress(hash);
    if (!barring) return;
    // Others may share the address: what somebody else did is not told to them.
    const { until } = barring.sanction;
    throw sanctionError("network-barred", { until, words: "" }, clock.now());
  }

  const permit = (maker: UserId) => readInvitationMaker(readPerson, maker);

  const countMember = countMemberBy(invitations, permit);

  return {
    hashOf: hashAddress,
    asksProof: () => community.rules().proof,
    asksSecondFactor: async ({ role }) =>
      role === "administrator" && (await community.settings()).secondFactor,

    async guestsAllowed(address, invite) {
      const hash = await hashAddress(address);
      const [{ guestsPerAddress }, isKnown] = await Promise.all([
        community.settings(),
        hash === undefined ? false : knownAddresses.isKnown(hash),
      ]);
      const allowed = guestsPerAddress * (isKnown ? KNOWN_ADDRESS_FACTOR : 1);
      if (allowed >= INVITED_GUESTS) return allowed;
      return await countMember(invite) ? INVITED_GUESTS : allowed;
    },

    async registrationsAllowed(invite, guest) {
      return await countMember(invite, guest) ? INVITED_PER_HOUR : undefined;
    },

    noteMember: (hash) => knownAddresses.note(hash).catch(() => {}), // the next visit notes it

    ...createDecisions({ community, invitations, permit }, checkAddress),

    isGuestOf: async (invite, guest) =>
      invite !== undefined && await invitations.isGuestOf(invite, guest),

    async standing(user) {
      const found = await sanctions.of(user);
      const barring = barringOf(found);
      const { mute } = found;
      return {
        ...(barring && { barred: expulsionBy(barring) }),
        ...(mute && { mute: { words: mute.words, until: mute.until } }),
      };
    },
  };
}

type Permit = Parameters<Invitations["countMember"]>[1];

function countMemberBy(invitations: Pick<Invitations, "countMember">, permit: Permit) {
  return async (invite: string | undefined, guest?: UserId) =>
    invite?.trim() ? await invitations.countMember(invite, permit, guest) : undefined;
}

/** Whether somebody who is new comes in, and what goes with their commit. */
function createDecisions(
  { community, invitations, permit }:
    & Pick<AdmissionPolicyParts, "community" | "invitations">
    & { permit: Permit },
  checkAddress: (address: string) => Promise<void>,
): Pick<AdmissionPolicy, "guest" | "newcomer" | "foreigner"> {
  const countMember = countMemberBy(invitations, permit);

  /** Where anyone may register, an invitation that is used up or gone keeps nobody out. */
  async function countIfGood(invite: string | undefined, guest?: UserId): Promise<CommitParts> {
    return await countMember(invite, guest) ?? NOTHING;
  }

  async function newcomer(address: string, invite?: string, guest?: UserId): Promise<DecideParts> {
    await checkAddress(address);
    const { registration } = await community.settings();
    if (registration === "closed") throw new ChatError("registration-off");
    await community.confirmOpen();
    if (registration === "open") {
      return async () => both(await community.confirmOpen(), await countIfGood(invite, guest));
    }
    if (!invite?.trim()) throw new ChatError("registration-closed");
    return async () => {
      const invited = await countMember(invite, guest);
      if (!invited) {
        // Telling the two apart helps no guessing: codes have 60 bits, and tries are limited.
        throw new ChatError(await invitations.get(invite) ? "invite-invalid" : "invite-unknown");
      }
      return both(await community.confirmOpen(), invited);
    };
  }

  return {
    async guest(address, invite) {
      await checkAddress(address);
      if (!(await community.settings()).guests) throw new ChatError("guests-closed");
      await community.confirmOpen();
      return async (id) => {
        const invited = invite?.trim() && await invitations.countGuest(invite, permit, id);
        return both(await community.confirmOpen(), invited || NOTHING);
      };
    },

    newcomer,

    async foreigner(address, letIn) {
      if (!letIn) return await newcomer(address);
      await checkAddress(address);
      await community.confirmOpen();
      return () => community.confirmOpen();
    },
  };
}
