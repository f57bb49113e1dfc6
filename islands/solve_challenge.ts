import { solveChallenge } from "altcha-lib";
import type { Challenge, DeriveKeyFunction } from "altcha-lib/types";

/** A slow phone is given up for after so long, and told how long to wait instead. */
const TIMEOUT_MS = 30_000;
/** The same where the work is some five to ten times slower; a challenge is good for ten minutes. */
const PLAIN_TIMEOUT_MS = 4 * TIMEOUT_MS;

/** The work that the server asks for, as it wants to be sent it; `undefined` where it takes too long. */
export async function solve(challenge: string): Promise<string | undefined> {
  const asked: Challenge = JSON.parse(challenge);
  const solution = await solveChallenge({ challenge: asked, ...await meansOfWork() });
  return solution ? JSON.stringify({ challenge: asked, solution }) : undefined;
}

/** The browser's own means where it has some: a page over plain http has no `crypto.subtle`. */
async function meansOfWork(): Promise<{ deriveKey: DeriveKeyFunction; timeout: number }> {
  if (globalThis.crypto?.subtle) {
    const { deriveKey } = await import("altcha-lib/algorithms/web/pbkdf2");
    return { deriveKey, timeout: TIMEOUT_MS };
  }
  const { deriveKey } = await import("./derive_key.ts");
  return { deriveKey, timeout: PLAIN_TIMEOUT_MS };
}
