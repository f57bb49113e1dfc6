// Second factors: the secret of somebody's authenticator (RFC 6238) and their recovery codes, by hash.
import type { UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";
import { type CommitParts, writeRow } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Check, Kv } from "../../kv/kv.ts";

/** A second factor that is asked for. Times in milliseconds UTC. */
export interface SecondFactor {
  /** Shared with the authenticator, in Base32: who reads the store can make codes. */
  secret: string;
  since: number;
  /** The time step of the code that was used last: no code of it or before counts (RFC 6238, 5.2). */
  lastStep: number;
  /** Hashes of the recovery codes that were not used. */
  recovery: string[];
}

/** What one is about to switch on: shown until a code of it is typed. */
export interface ProposedFactor {
  secret: string;
  /** The session in which the password was proved: it is shown to no other. */
  session?: string;
  until: number;
}

interface FactorRow {
  on?: SecondFactor;
  proposed?: ProposedFactor;
}

/** What proves a second factor: a code of a time step, or a recovery code. */
export type FactorProof = { step: number } | { recovery: string };

/** Second factors, for all instances together. */
export interface SecondFactors {
  get(user: UserId): Promise<SecondFactor | undefined>;
  /** The same, with what holds a commit to it. */
  holding(user: UserId): Promise<{ on?: SecondFactor; checks: Check[] }>;
  /** What they are about to switch on, if it is not too late. */
  proposed(user: UserId): Promise<ProposedFactor | undefined>;
  /** Keeps a secret for `PROPOSED_MS`; what is on stays on meanwhile. */
  propose(user: UserId, secret: string, session: string): Promise<void>;
  /** Switches on what was proposed, in place of what was on; `false` where it is that no more. */
  switchOn(
    user: UserId,
    on: Pick<SecondFactor, "secret" | "lastStep" | "recovery">,
  ): Promise<boolean>;
  /** Replaces the recovery codes; `false` where there is no second factor. */
  replaceRecovery(user: UserId, recovery: string[]): Promise<boolean>;
  /** The writes that use a proof up; `undefined` where it was used, or counts no more. */
  using(user: UserId, proof: FactorProof): Promise<CommitParts | undefined>;
  /** The writes that switch it off; `undefined` where there is none. */
  switchingOff(user: UserId): Promise<CommitParts | undefined>;
  remove(user: UserId): Promise<void>;
}

/** How long a secret waits for its first code, in milliseconds. */
const PROPOSED_MS = 30 * 60_000;

/** The hash that stands for a recovery code: it has 80 bits, beyond guessing from its hash. */
export function recoveryHash(code: string): string {
  return digest(`recovery ${code}`);
}

/** The second factors in `kv`. */
export function createSecondFactors({ kv, clock }: { kv: Kv; clock: Clock }): SecondFactors {
  const read = async (user: UserId) => {
    const key = keys.secondFactor(user);
    const { value, versionstamp } = await kv.get<FactorRow>(key);
    return { row: value ?? {}, check: { key, versionstamp } };
  };

  return {
    get: async (user) => (await read(user)).row.on,

    async holding(user) {
      const { row: { on }, check } = await read(user);
      return { on, checks: [check] };
    },

    async proposed(user) {
      const { proposed } = (await read(user)).row;
      return proposed && proposed.until > clock.now() ? proposed : undefined;
    },

    async propose(user, secret, session) {
      const proposed = { secret, session, until: clock.now() + PROPOSED_MS };
      await writeRow<FactorRow>(kv, keys.secondFactor(user), (row) => ({
        value: { ...row, proposed },
      }));
    },

    async switchOn(user, on) {
      const row = await writeRow<FactorRow>(kv, keys.secondFactor(user), (row) => {
        const { proposed } = row ?? {};
        const counts = proposed?.secret === on.secret && proposed.until > clock.now();
        return counts ? { value: { on: { ...on, since: clock.now() } } } : undefined;
      });
      return row?.on?.secret === on.secret;
    },

    async replaceRecovery(user, recovery) {
      const row = await writeRow<FactorRow>(
        kv,
        keys.secondFactor(user),
        (row) => row?.on ? { value: { ...row, on: { ...row.on, recovery } } } : undefined,
      );
      return row?.on !== undefined;
    },

    async using(user, proof) {
      const { row, check } = await read(user);
      const on = row.on && used(row.on, proof);
      if (!on) return undefined;
      const value: FactorRow = { ...row, on };
      return { checks: [check], mutations: [{ type: "set", key: check.key, value }] };
    },

    async switchingOff(user) {
      const { row, check } = await read(user);
      if (!row.on) return undefined;
      return { checks: [check], mutations: [{ type: "delete", key: check.key }] };
    },

    async remove(user) {
      await kv.commit([], [{ type: "delete", key: keys.secondFactor(user) }]);
    },
  };
}

/** A second factor after a proof of it; `undefined` where that counts no more. */
function used(on: SecondFactor, proof: FactorProof): SecondFactor | undefined {
  if ("step" in proof) {
    return proof.step > on.lastStep ? { ...on, lastStep: proof.step } : undefined;
  }
  const recovery = on.recovery.filter((one) => one !== proof.recovery);
  return recovery.length < on.recovery.length ? { ...on, recovery } : undefined;
}
