import { ChatError } from "../../protocol/errors.ts";
import { nameKey } from "../../protocol/names.ts";
import { type Clock, sleep } from "../../runtime/clock.ts";
import type { Allowance, Attempts } from "../../store/people/attempt_limits.ts";
import { limitAttempts } from "../attempts.ts";
import type { Visitor } from "./identity.ts";
import type { ProofOfWork } from "./proof_of_work.ts";

const MINUTE_MS = 60_000;

/** Guessing one person's password, or many from one place; making people up. */
const ALLOWANCES = {
  // By name alone nobody is refused, only slowed down: else ten guesses would lock the owner out.
  "sign-in-name": { count: 10, windowMs: 5 * MINUTE_MS },
  "sign-in-name-address": { count: 10, windowMs: 5 * MINUTE_MS },
  // Whoever is signed in proves that it is still them: counted for that session and no other.
  "proof-session": { count: 10, windowMs: 5 * MINUTE_MS },
  // Everybody is told of a new name, and the old ones are held for a while.
  "rename-user": { count: 10, windowMs: 10 * MINUTE_MS },
  // Everybody is told, and fetches it.
  "picture": { count: 10, windowMs: 10 * MINUTE_MS },
  "sign-in-address": { count: 50, windowMs: 5 * MINUTE_MS },
  // A school or an office may share one address.
  "register-address": { count: 20, windowMs: 60 * MINUTE_MS },
  "guest-address": { count: 50, windowMs: 10 * MINUTE_MS },
  // Guesses at the links of new passwords: 256 bits each.
  "password-link-address": { count: 50, windowMs: 5 * MINUTE_MS },
  // Whoever wants to sign in by a passkey is given something to sign: a row of the store each.
  "passkey-address": { count: 100, windowMs: 5 * MINUTE_MS },
  // Devices that ask for a session, and the codes that people type for them (RFC 8628, 5.1), of 20^8: while
  // ten wait, an address finds one in some hundred years.
  "pairing-address": { count: 30, windowMs: 10 * MINUTE_MS },
  "pairing-code": { count: 20, windowMs: 10 * MINUTE_MS },
  "pairing-code-address": { count: 100, windowMs: 10 * MINUTE_MS },
  // Beyond it, with proof of work each.
  "register-proven": { count: 100, windowMs: 60 * MINUTE_MS },
  "guest-proven": { count: 500, windowMs: 10 * MINUTE_MS },
} satisfies Record<string, Allowance>;

/** How long a guess takes where a name is guessed at from many addresses. */
const SLOWED_MS = 3_000;
/** No name is longer. */
const MAX_NAME_KEY = 100;

/** Counts one more attempt of an address or a session; `count` may be allowed. Throws `too-fast`. */
export type LimitIdentity = (
  what: Exclude<keyof typeof ALLOWANCES, "sign-in-name" | "sign-in-name-address">,
  who: string,
  count?: number,
) => Promise<void>;

/**
 * Counts one more guess at the password of a name. Throws `too-fast` where the address has guessed too
 * often; where many addresses have, it resolves late.
 */
export type LimitGuesses = (name: string, address: string) => Promise<void>;

/**
 * Counts somebody new of an address; beyond what is allowed, who did the work that is asked for is
 * counted apart. Throws `proof-needed`, and `too-fast` where there were too many of those as well.
 */
export type LimitNewcomers = (
  what: "guest" | "register",
  visitor: Visitor,
  count?: number,
) => Promise<void>;

/** Limits of newcomers over the limits of attempts. */
export function createNewcomerLimits(limit: LimitIdentity, work: ProofOfWork): LimitNewcomers {
  return async (what, { address, proof }, count) => {
    try {
      await limit(`${what}-address`, address, count);
    } catch (error) {
      if (!(error instanceof ChatError) || error.refusal !== "too-fast") throw error;
      if (!await work.accepts(proof, address)) throw await work.ask(address, error.retryAfterMs);
      await limit(`${what}-proven`, address);
    }
  };
}

/** Limits over the attempts that are counted for all instances together. */
export function createIdentityLimits(attempts: Attempts): LimitIdentity {
  return (what, who, count = ALLOWANCES[what].count) =>
    limitAttempts(attempts, what, who, { ...ALLOWANCES[what], count });
}

/** Limits of guessing, likewise. */
export function createGuessLimits(attempts: Attempts, clock: Clock): LimitGuesses {
  const limit = (what: keyof typeof ALLOWANCES, who: string) =>
    limitAttempts(attempts, what, who, ALLOWANCES[what]);
  return async (name, address) => {
    const who = nameKey(name).slice(0, MAX_NAME_KEY);
    await limit("sign-in-address", address);
    await limit("sign-in-name-address", `${who}\0${address}`);
    const waitMs = await attempts.take("sign-in-name", who, ALLOWANCES["sign-in-name"]);
    if (waitMs > 0) await sleep(clock, Math.min(waitMs, SLOWED_MS));
  };
}
