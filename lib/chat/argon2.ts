import { ChatError } from "../protocol/errors.ts";
import { cleanPassword, type IsCommonPassword, type PasswordHasher } from "./passwords.ts";

/** argon2id as OWASP's password storage sheet has it: 19 MiB, two passes, one lane. */
const COSTS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;
/** Hashes at once: more would take the memory and the cores from the chat. */
const AT_ONCE = 2;
/** Hashes that wait, about two seconds' worth; beyond that the answer is “try again”. */
const MAX_WAITING = 200;

/** Hashes off the event loop, a few at once. The library is loaded when first needed. */
export function argon2Hasher(): PasswordHasher {
  const waiting: Array<() => void> = [];
  let running = 0;

  async function inTurn<T>(run: () => Promise<T>): Promise<T> {
    if (running < AT_ONCE) running++;
    else {
      if (waiting.length >= MAX_WAITING) throw new ChatError("unavailable", {}, 1_000);
      await new Promise<void>((resolve) => waiting.push(resolve)); // is handed the turn
    }
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }

  return {
    hash: (password) =>
      inTurn(async () => {
        const argon2 = await import("@node-rs/argon2");
        return await argon2.hash(cleanPassword(password), COSTS);
      }),
    verify: (hash, password) =>
      inTurn(async () => {
        const argon2 = await import("@node-rs/argon2");
        return await argon2.verify(hash, cleanPassword(password));
      }),
  };
}

let common: Promise<ReadonlySet<string>> | undefined;

/** Whether a password is in the list of the zxcvbn project, loaded when first needed. */
export const isCommonPassword: IsCommonPassword = async (password) => {
  common ??= import("@zxcvbn-ts/language-common")
    .then(({ dictionary }) => new Set(dictionary["passwords-common"]));
  return (await common).has(password);
};
