// What a password must be, and how it is kept.
import { ChatError } from "../../protocol/errors.ts";
import { codePoints } from "../../protocol/limits.ts";
import { nameKey } from "../../protocol/names.ts";

/** Hashes slowly. `hash` gives PHC form, which holds its own salt and costs. */
export interface PasswordHasher {
  /** The hash to be stored. */
  hash(password: string): Promise<string>;
  /** Whether a hash was made of this password. */
  verify(hash: string, password: string): Promise<boolean>;
}

/** Whether a password is among those that are tried first; it is given in lower case. */
export type IsCommonPassword = (password: string) => Promise<boolean>;

/** Lengths in code points: shorter is guessed, longer only costs. */
const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

/** One form for what keyboards type differently (RFC 8265, section 4.2). */
export function cleanPassword(password: string): string {
  return password.normalize("NFC");
}

/** Throws a `ChatError` with the rule that a new password breaks. */
export async function checkPassword(
  password: string,
  names: readonly string[],
  isCommon: IsCommonPassword,
): Promise<void> {
  const length = codePoints(password);
  if (length < PASSWORD_LENGTH.min) {
    throw new ChatError("password-short", { limit: PASSWORD_LENGTH.min });
  }
  if (length > PASSWORD_LENGTH.max) {
    throw new ChatError("password-long", { limit: PASSWORD_LENGTH.max });
  }
  if (names.some((name) => nameKey(password) === nameKey(name))) {
    throw new ChatError("password-is-name");
  }
  if (await isCommon(password.toLowerCase())) throw new ChatError("password-common");
}
