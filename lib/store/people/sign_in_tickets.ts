// Sign-ins that wait for a second factor. The store knows their tickets by hash alone.
import type { UserId } from "../../protocol/events.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";
import type { CommitParts } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";

/** That an account elsewhere proved who somebody is. */
export interface ForeignProof {
  /** Ids of the provider and of the account. */
  provider: string;
  account: string;
  /** What the provider was then, as a hash. */
  rules: string;
}

/** Somebody who proved one thing: their password, or an account elsewhere. */
export interface SignInTicket {
  user: UserId;
  /** What was proved, as a hash: another password since makes it worth nothing. */
  proved: string;
  /** The account elsewhere, where it was one. */
  by?: ForeignProof;
  until: number;
}

/** Tickets, each good for one sign-in. */
export interface SignInTickets {
  /** Makes one for `TICKET_MS`; it is given this once. */
  make(ticket: Omit<SignInTicket, "until">): Promise<string>;
  /** Whose it is, and the writes that use it up; `undefined` where it counts no more. */
  find(ticket: string): Promise<(SignInTicket & { use: CommitParts }) | undefined>;
}

/** How long one may take to type a code, in milliseconds. */
export const TICKET_MS = 10 * 60_000;
const TICKET_BYTES = 32;
const TICKET = /^[A-Za-z0-9_-]{43}$/;

/** The tickets in `kv`. */
export function createSignInTickets(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): SignInTickets {
  return {
    async make(proven) {
      const ticket = encodeBase64Url(random.bytes(TICKET_BYTES));
      const value: SignInTicket = { ...proven, until: clock.now() + TICKET_MS };
      const key = keys.signInTicket(digest(ticket));
      await kv.commit([], [{ type: "set", key, value, expireIn: TICKET_MS }]);
      return ticket;
    },

    async find(ticket) {
      if (!TICKET.test(ticket)) return undefined;
      const key = keys.signInTicket(digest(ticket));
      const { value, versionstamp } = await kv.get<SignInTicket>(key);
      if (value === null || value.until <= clock.now()) return undefined;
      const use: CommitParts = {
        checks: [{ key, versionstamp }],
        mutations: [{ type: "delete", key }],
      };
      return { ...value, use };
    },
  };
}
