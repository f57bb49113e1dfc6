import { ChatError, type Refusal, tooFast } from "../../protocol/errors.ts";
import { nameKey } from "../../protocol/names.ts";
import { type Clock, sleep } from "../../runtime/clock.ts";
import type { Allowance, Attempts } from "../../store/people/attempt_limits.ts";
import { limitAttempts } from "../attempts.ts";
import type { Visitor } from "./visitor.ts";
import type { ProofOfWork } from "./proof_of_work.ts";

const MINUTE_MS = 60_000;

const DAY_MS = 24 * 60 * MINUTE_MS;

/** Guessing one person's password, or many from one place; making people up. */
const ALLOWANCES = {
  // By name alone nobody is refused, only slowed down: else ten guesses would lock the owner out.
  "sign-in-name": { count: 10, windowMs: 5 * MINUTE_MS },
  "sign-in-name-2": { count: 10, windowMs: 5 * MINUTE_MS },
  "sign-in-name-3": { count: 20, windowMs: 5 * MINUTE_MS },
  "sign-in-name-4": { count: 40, windowMs: 5 * MINUTE_MS },
  // A browser in which they signed in before counts for itself: others keep nobody from it.
  "sign-in-device": { count: 20, windowMs: 5 * MINUTE_MS },
  // The codes of three steps count, of a million: fifty a day find one in some twenty years.
  "second-factor": { count: 10, windowMs: 15 * MINUTE_MS },
  "second-factor-day": { count: 50, windowMs: DAY_MS },
  "sign-in-name-address": { count: 10, windowMs: 5 * MINUTE_MS },
  // Whoever is signed in proves that it is still them: counted for that session and no other.
  "proof-session": { count: 10, windowMs: 5 * MINUTE_MS },
  // One session makes others, by pairing: all of a person's together.
  "proof-person": { count: 30, windowMs: 5 * MINUTE_MS },
  // What is given to one's own passkeys to sign: a row of the store each.
  "proof-asked": { count: 60, windowMs: 5 * MINUTE_MS },
  // Everybody is told of a new name, and the old ones are held for a while.
  "rename-user": { count: 10, windowMs: 10 * MINUTE_MS },
  // Everybody is told, and fetches it.
  "picture": { count: 10, windowMs: 10 * MINUTE_MS },
  "sign-in-address": { count: 50, windowMs: 5 * MINUTE_MS },
  // What opens by a secret beyond guessing: only what fails counts, else who shares an address with
  // somebody who fails would be kept out.
  "passkey-failed-address": { count: 50, windowMs: 5 * MINUTE_MS },
  "foreign-failed-address": { count: 50, windowMs: 5 * MINUTE_MS },
  // The links of new passwords: 256 bits each.
  "link-failed-address": { count: 50, windowMs: 5 * MINUTE_MS },
  // Failures beyond those. From an address with so many, nothing is looked at any more: no people do that.
  "passkey-failed-flood": { count: 500, windowMs: 5 * MINUTE_MS },
  "foreign-failed-flood": { count: 500, windowMs: 5 * MINUTE_MS },
  "link-failed-flood": { count: 500, windowMs: 5 * MINUTE_MS },
  // A school or an office may share one address.
  "register-address": { count: 20, windowMs: 60 * MINUTE_MS },
  // What is left of somebody is looked for in tables of the whole community.
  "guest-end-address": { count: 20, windowMs: 10 * MINUTE_MS },
  "guest-address": { count: 50, windowMs: 10 * MINUTE_MS },
  // Each page of the door is given something to sign with a passkey: a row of the store each.
  "passkey-address": { count: 500, windowMs: 5 * MINUTE_MS },
  // Ways to a provider: a row of the store each.
  "foreign-address": { count: 100, windowMs: 5 * MINUTE_MS },
  // Providers that an administrator has asked: two calls to somebody else each.
  "provider-asked": { count: 30, windowMs: 5 * MINUTE_MS },
  // Devices that ask for a session, and the codes that people type for them (RFC 8628, 5.1), of 20^8: while
  // ten wait, the guests of an address find one in some hundred years, a member in some thousand.
  "pairing-address": { count: 30, windowMs: 10 * MINUTE_MS },
  "pairing-code": { count: 20, windowMs: 10 * MINUTE_MS },
  "pairing-code-address": { count: 100, windowMs: 10 * MINUTE_MS },
  // Beyond it, with proof of work each.
  "register-proven": { count: 100, windowMs: 60 * MINUTE_MS },
  "guest-proven": { count: 500, windowMs: 10 * MINUTE_MS },
} satisfies Record<string, Allowance>;

/** How long a guess takes where a name is guessed at from many addresses: the more, the longer. */
const SLOWED = [
  ["sign-in-name", 0],
  ["sign-in-name-2", 1_000],
  ["sign-in-name-3", 3_000],
  ["sign-in-name-4", 8_000],
] as const;
/** Beyond those. Nobody is refused: the owner would be, too. */
const SLOWEST_MS = 15_000;
/** No name is longer. */
const MAX_NAME_KEY = 100;

/** Counts one more attempt of an address or a session; `count` may be allowed. Throws `too-fast`. */
export type LimitIdentity = (
  what: Exclude<keyof typeof ALLOWANCES, `sign-in-${string}`>,
  who: string,
  count?: number,
) => Promise<void>;

/**
 * Counts one more guess at the password of a name. Throws `too-fast` where the address has guessed too
 * often; where many addresses have, it resolves late. `device`: a browser in which whoever has the name
 * signed in before; it is counted alone, and goes on where others are refused.
 */
export type LimitGuesses = (name: string, address: string, device?: string) => Promise<void>;

/**
 * Counts somebody new of an address; beyond what is allowed, who did the work that is asked for is
 * counted apart. Throws `proof-needed`, and `too-fast` where there were too many of those as well.
 */
export type LimitNewcomers = (
  what: "guest" | "register",
  visitor: Visitor,
  count?: number,
) => Promise<void>;

/**
 * What `act` gives, which somebody opens by a secret beyond guessing. Only a refusal among `failures` is
 * counted, and is `too-fast` where there were too many: whoever has the secret is not kept waiting. Where
 * there were ten times as many, everybody of the address is, before `act`: its work is worth something.
 */
export type LimitFailures = <Result>(
  what: "passkey" | "foreign" | "link",
  address: string,
  failures: readonly Refusal[],
  act: () => Promise<Result>,
) => Promise<Result>;

/** Limits of failures over the attempts that are counted for all instances together. */
export function createFailureLimits(attempts: Attempts): LimitFailures {
  return async (what, address, failures, act) => {
    const [few, flood] = [`${what}-failed-address`, `${what}-failed-flood`] as const;
    const floodedMs = await attempts.look(flood, address, ALLOWANCES[flood]);
    if (floodedMs > 0) throw tooFast(floodedMs);
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ChatError && failures.includes(error.refusal))) throw error;
      const waitMs = await attempts.take(few, address, ALLOWANCES[few]);
      if (waitMs === 0) throw error;
      await attempts.take(flood, address, ALLOWANCES[flood]);
      throw tooFast(waitMs);
    }
  };
}

/** Limits of newcomers over the limits of attempts; `always`: everybody is asked for the work. */
export function createNewcomerLimits(
  limit: LimitIdentity,
  work: ProofOfWork,
  always: () => boolean = () => false,
): LimitNewcomers {
  return async (what, { address, proof }, count) => {
    if (always()) {
      if (!await work.accepts(proof, address)) throw await work.ask(address, "always");
      return await limit(`${what}-proven`, address);
    }
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
  async function delayOf(who: string): Promise<number> {
    for (const [what, delayMs] of SLOWED) {
      if (await attempts.take(what, who, ALLOWANCES[what]) === 0) return delayMs;
    }
    return SLOWEST_MS;
  }

  return async (name, address, device) => {
    const who = nameKey(name).slice(0, MAX_NAME_KEY);
    if (device) return await limit("sign-in-device", `${who}\0${device}`);
    await limit("sign-in-address", address);
    await limit("sign-in-name-address", `${who}\0${address}`);
    const delayMs = await delayOf(who);
    if (delayMs > 0) await sleep(clock, delayMs);
  };
}
