// Work that a browser does where an address has used its allowance up: it costs one who comes in a
// second, and one who makes up hundreds of people as many. ALTCHA's form; nobody else is asked.
import { createChallenge, randomInt, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";
import * as v from "valibot";
import { ChatError } from "../../protocol/errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Attempts } from "../../store/people/attempt_limits.ts";
import type { HashAddress } from "../../store/people/address_hash.ts";

/** Rounds of PBKDF2 for one try: about 2 ms on a desktop. */
const ROUNDS = 5_000;
/** Tries that a solution takes: one or two seconds in all on a desktop, four on a phone. */
const TRIES = { min: 300, max: 900 } as const;
/** A challenge is good for so long, and its solution once. */
const GOOD_FOR_MS = 10 * 60_000;
/** A proof is a small document. */
const MAX_PROOF_LENGTH = 2_000;

const Proof = v.pipe(
  v.string(),
  v.maxLength(MAX_PROOF_LENGTH),
  v.parseJson(),
  v.object({
    challenge: v.object({
      parameters: v.looseObject({
        algorithm: v.string(),
        nonce: v.string(),
        salt: v.string(),
        cost: v.literal(ROUNDS),
        keyLength: v.number(),
        keyPrefix: v.string(),
        data: v.object({ for: v.string(), until: v.number() }),
      }),
      signature: v.string(),
    }),
    solution: v.object({
      counter: v.number(),
      derivedKey: v.string(),
      time: v.optional(v.number()),
    }),
  }),
);

/** Asks for work, and knows when it was done. */
export interface ProofOfWork {
  /**
   * What is thrown at an address without a proof: `proof-needed`, with a challenge for it, and when that
   * is over; `always`: everybody is asked.
   */
  ask(address: string, waitMs: number | "always" | undefined): Promise<ChatError>;
  /** Whether this is the work that was asked of the address; counts once. */
  accepts(proof: string | undefined, address: string): Promise<boolean>;
}

/** Signs challenges with the salt of the community's addresses: every instance knows its own. */
export function createProofOfWork(
  { attempts, hashAddress, clock }: {
    attempts: Attempts;
    hashAddress: HashAddress;
    clock: Clock;
  },
): ProofOfWork {
  /** No address is written so: nobody but the instances knows these hashes. */
  async function secrets() {
    const [signature, key] = await Promise.all([
      hashAddress("secret: signature of challenges"),
      hashAddress("secret: signature of solutions"),
    ]);
    return { hmacSignatureSecret: signature ?? "", hmacKeySignatureSecret: key ?? "" };
  }

  return {
    async ask(address, waitMs) {
      const challenge = await createChallenge({
        algorithm: "PBKDF2/SHA-256",
        cost: ROUNDS,
        deriveKey,
        counter: randomInt(TRIES.max, TRIES.min),
        data: { for: await hashAddress(address) ?? "", until: clock.now() + GOOD_FOR_MS },
        ...await secrets(),
      });
      const values = {
        challenge: JSON.stringify(challenge),
        ...(typeof waitMs === "number" && { seconds: Math.ceil(waitMs / 1000) }),
      };
      return new ChatError("proof-needed", values, waitMs === "always" ? undefined : waitMs);
    },

    async accepts(proof, address) {
      const read = v.safeParse(Proof, proof);
      if (!read.success) return false;
      const { challenge, solution } = read.output;
      const { data } = challenge.parameters;
      const isOurs = data.for === (await hashAddress(address) ?? "");
      if (!isOurs || clock.now() >= data.until) return false;
      const { verified } = await verifySolution({
        challenge,
        solution: { time: 0, ...solution },
        deriveKey,
        ...await secrets(),
      });
      if (!verified) return false;
      const spent = { count: 1, windowMs: GOOD_FOR_MS };
      return await attempts.take("proof-of-work", challenge.signature, spent) === 0;
    },
  };
}
