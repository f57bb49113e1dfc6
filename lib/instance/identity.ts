import { argon2Hasher, isCommonPassword } from "../chat/argon2.ts";
import { createIdentity } from "../chat/create_identity.ts";
import { watchGuestsLeave } from "../chat/guest_names.ts";
import type { Identity } from "../chat/identity.ts";
import { createAttempts, unlimitedAttempts } from "../store/attempts.ts";
import type { Instance, InstanceOptions } from "./instance.ts";

/** Who people are, on an instance; `hasher` is argon2id unless a test brings a faster one. */
export function identityOf(
  { users, sessions, announcer, presence }: Pick<
    Instance,
    "users" | "sessions" | "announcer" | "presence"
  >,
  { kv, clock, random, report, rates }: InstanceOptions,
  hasher = argon2Hasher(),
): Identity {
  const identity = createIdentity({
    ...{ users, sessions, announcer, hasher, isCommonPassword, clock, random },
    attempts: rates ? createAttempts({ kv, clock }) : unlimitedAttempts,
    isHere: (user) => presence.of(user) !== "offline",
  });
  watchGuestsLeave({ presence, identity, report });
  return identity;
}
