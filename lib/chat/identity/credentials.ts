import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Random } from "../../runtime/clock.ts";
import type { User } from "../../store/people/users.ts";
import { checkPassword, type IsCommonPassword, type PasswordHasher } from "./passwords.ts";

/** Passwords against records. */
export interface Credentials {
  /** Whether it is the user's password. Of nobody, and of who has none, it is never; no faster. */
  proves(user: User | undefined, password: string): Promise<boolean>;
  /** The hash of a new password of somebody of these names. Throws the rule that it breaks. */
  hashNew(password: string, ...names: string[]): Promise<string>;
}

/** Credentials by a slow hash. */
export function createCredentials(
  { hasher, isCommonPassword, random }: {
    hasher: PasswordHasher;
    isCommonPassword: IsCommonPassword;
    random: Random;
  },
): Credentials {
  let decoy: Promise<string> | undefined;

  /** The hash that an unknown name's password is checked against: no name answers faster. */
  async function decoyHash() {
    decoy ??= hasher.hash(encodeBase64Url(random.bytes(16)));
    try {
      return await decoy;
    } catch (error) {
      decoy = undefined;
      throw error;
    }
  }

  return {
    async proves(user, password) {
      const hash = user?.goneAt === undefined ? user?.passwordHash : undefined;
      const decoyed = await decoyHash(); // made for known names too: its first making takes time
      const fits = await hasher.verify(hash ?? decoyed, password);
      return hash !== undefined && fits;
    },
    async hashNew(password, ...names) {
      await checkPassword(password, names, isCommonPassword);
      return await hasher.hash(password);
    },
  };
}
