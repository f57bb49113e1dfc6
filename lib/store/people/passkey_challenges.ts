// What waits to be signed by a passkey (Web Authentication), for all instances together.
import type { UserId } from "../../protocol/events.ts";
import type { ProvenAct } from "../../protocol/proofs.ts";
import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";
import type { CommitParts } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";

/**
 * What a challenge may be signed for, once: to come in, to add a passkey of somebody's, or to prove in a
 * session that it is still them who do something.
 */
export type ChallengePurpose =
  | { is: "sign-in" }
  | { is: "adding"; user: UserId }
  | { is: "proof"; user: UserId; session: string; act: ProvenAct };

/** A challenge that waits, and the writes that use it up. */
export interface AskedChallenge {
  purpose: ChallengePurpose;
  use: CommitParts;
}

/** Challenges, each to be signed once. */
export interface PasskeyChallenges {
  /** A new one, in base64url, to be signed within `CHALLENGE_MS`. */
  ask(purpose: ChallengePurpose): Promise<string>;
  /** One as a browser gave it back; `undefined` when it waits no more. */
  asked(challenge: string): Promise<AskedChallenge | undefined>;
}

/** How long one may take to sign, in milliseconds. */
export const CHALLENGE_MS = 5 * 60_000;
/** Bytes of a challenge: beyond guessing (Web Authentication, 13.4.3: at least 16). */
const CHALLENGE_BYTES = 32;
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

interface ChallengeRow {
  purpose: ChallengePurpose;
  until: number;
}

/** The challenges in `kv`. */
export function createPasskeyChallenges(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): PasskeyChallenges {
  return {
    async ask(purpose) {
      const challenge = encodeBase64Url(random.bytes(CHALLENGE_BYTES));
      const value: ChallengeRow = { purpose, until: clock.now() + CHALLENGE_MS };
      const key = keys.passkeyChallenge(digest(challenge));
      await kv.commit([], [{ type: "set", key, value, expireIn: CHALLENGE_MS }]);
      return challenge;
    },

    async asked(challenge) {
      if (!CHALLENGE.test(challenge)) return undefined;
      const key = keys.passkeyChallenge(digest(challenge));
      const { value, versionstamp } = await kv.get<ChallengeRow>(key);
      if (value === null || value.until <= clock.now()) return undefined;
      return {
        purpose: value.purpose,
        use: { checks: [{ key, versionstamp }], mutations: [{ type: "delete", key }] },
      };
    },
  };
}
