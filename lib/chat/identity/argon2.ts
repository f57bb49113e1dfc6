import { ChatError } from "../../protocol/errors.ts";
import { cleanPassword, type IsCommonPassword, type PasswordHasher } from "./passwords.ts";
import { QueueFull, Semaphore } from "../../async/semaphore.ts";

/** argon2id as OWASP's password storage sheet has it: 19 MiB, two passes, one lane. */
const COSTS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;
/** Hashes at once: more would take the memory and the cores from the chat. */
const AT_ONCE = 2;
/** Hashes that wait, about two seconds' worth; beyond that the answer is “try again”. */
const MAX_WAITING = 200;
const CROWDED_RETRY_MS = 1_000;

type Argon2 = typeof import("@node-rs/argon2");

/** Hashes off the event loop, a few at once. The library is loaded when first needed. */
export function argon2Hasher(): PasswordHasher {
  const turns = new Semaphore({ concurrency: AT_ONCE, maxQueued: MAX_WAITING });

  async function inTurn<T>(run: (argon2: Argon2) => Promise<T>): Promise<T> {
    try {
      return await turns.run(async () => await run(await import("@node-rs/argon2")));
    } catch (error) {
      throw error instanceof QueueFull ? new ChatError("unavailable", {}, CROWDED_RETRY_MS) : error;
    }
  }

  return {
    hash: (password) => inTurn((argon2) => argon2.hash(cleanPassword(password), COSTS)),
    verify: (hash, password) => inTurn((argon2) => argon2.verify(hash, cleanPassword(password))),
  };
}

let common: Promise<ReadonlySet<string>> | undefined;

/** Whether a password is in the list of the zxcvbn project, loaded when first needed. */
export const isCommonPassword: IsCommonPassword = async (password) => {
  common ??= import("@zxcvbn-ts/language-common")
    .then(({ dictionary }) => new Set(dictionary["passwords-common"]));
  return (await common).has(password);
};
