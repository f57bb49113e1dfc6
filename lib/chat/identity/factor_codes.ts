// Codes of a second factor: of an authenticator (RFC 6238, over `otpauth`), and for when it is lost.
import type { Random } from "../../runtime/clock.ts";
import {
  type FactorProof,
  recoveryHash,
  type SecondFactor,
} from "../../store/people/second_factors.ts";

/** A code holds so long: what every authenticator takes (RFC 6238, 5.2). */
const STEP_MS = 30_000;
/** Clocks differ, and people take their time: the codes of the steps beside this one count too. */
const STEPS_BESIDE = 1;
/** Bytes of a secret: those of the hash (RFC 4226, 4, R6). */
const SECRET_BYTES = 20;

/** How many recovery codes somebody has. */
const RECOVERY_CODES = 10;
/** Digits and letters that are not taken for another (Crockford’s Base32). */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RECOVERY_LENGTH = 16;

/** What somebody scans or types to set an authenticator up. */
export interface AuthenticatorSetUp {
  /** What the two share, in Base32, in groups of four. */
  key: string;
  /** `otpauth://…` for the QR code. */
  uri: string;
}

/** A new secret, in Base32. */
export async function drawSecret(random: Random): Promise<string> {
  const { Secret } = await import("otpauth");
  const bytes = new Uint8Array(random.bytes(SECRET_BYTES));
  return new Secret({ buffer: bytes.buffer }).base32;
}

/** A secret as an authenticator is given it: whose, and of which community. */
export async function setUpOf(
  secret: string,
  { community, signInName }: { community: string; signInName: string },
): Promise<AuthenticatorSetUp> {
  const { TOTP } = await import("otpauth");
  const uri = new TOTP({ issuer: community, label: signInName, secret }).toString();
  return { key: secret.replace(/.{4}(?=.)/g, "$& "), uri };
}

/** The time step whose code somebody typed at `now`, in milliseconds UTC; `undefined` where it is none. */
export async function stepOf(secret: string, typed: string, now: number) {
  const token = typed.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const { TOTP } = await import("otpauth");
  const away = new TOTP({ secret }).validate({ token, timestamp: now, window: STEPS_BESIDE });
  return away === null ? undefined : Math.floor(now / STEP_MS) + away;
}

/** What a code that was typed proves: by the authenticator, or one of the recovery codes. */
export async function proofOf(
  { secret, recovery }: SecondFactor,
  typed: string,
  now: number,
): Promise<FactorProof | undefined> {
  const step = await stepOf(secret, typed, now);
  if (step !== undefined) return { step };
  const hash = recoveryHash(recoveryKey(typed));
  return recovery.includes(hash) ? { recovery: hash } : undefined;
}

/** New recovery codes as people keep them: “7FKQ-29XM-…”. */
export function drawRecoveryCodes(random: Random): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const drawn = [...random.bytes(RECOVERY_LENGTH)].map((byte) => LETTERS[byte & 31]).join("");
    return drawn.replace(/.{4}(?=.)/g, "$&-");
  });
}

/** A recovery code as it was typed: its letters alone, and those that look alike as one. */
export function recoveryKey(typed: string): string {
  return typed.slice(0, 100).toUpperCase().replace(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0").replace(/[IL]/g, "1");
}
