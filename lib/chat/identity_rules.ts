// What the ways in and one's own account have in common.
import { ChatError } from "../protocol/errors.ts";
import type { Person, UserId } from "../protocol/events.ts";
import { encodeBase64Url } from "../store/base64url.ts";
import type { Allowance, Attempts } from "../store/attempts.ts";
import type { Kv } from "../store/kv.ts";
import type { Sessions } from "../store/sessions.ts";
import type { User, Users } from "../store/users.ts";
import type { Clock, Random } from "../world/world.ts";
import type { Actor, Announcer } from "./chat.ts";
import type { IsCommonPassword, PasswordHasher } from "./passwords.ts";
import type { AdmissionPolicy } from "./admission_policy.ts";

const MINUTE_MS = 60_000;
/** A guest's name is free again so long after the guest was last here. */
export const GUEST_NAME_KEPT_MS = 15 * MINUTE_MS;

/** Guessing one person's password, or many from one place; making people up. */
const ALLOWANCES = {
  "sign-in-name": { count: 10, windowMs: 5 * MINUTE_MS },
  "sign-in-address": { count: 50, windowMs: 5 * MINUTE_MS },
  // A school or an office may share one address.
  "register-address": { count: 20, windowMs: 60 * MINUTE_MS },
  "guest-address": { count: 50, windowMs: 10 * MINUTE_MS },
} satisfies Record<string, Allowance>;

/** What identity is made of: the store, the world and who may come in. */
export interface IdentityParts {
  kv: Kv;
  users: Users;
  sessions: Sessions;
  attempts: Attempts;
  announcer: Announcer;
  /** Whether somebody has a connection, on any instance. */
  isHere: (user: UserId) => boolean;
  admission: AdmissionPolicy;
  hasher: PasswordHasher;
  isCommonPassword: IsCommonPassword;
  clock: Clock;
  random: Random;
}

export type IdentityRules = ReturnType<typeof identityRules>;

/** What every use case of identity may ask or do. */
export function identityRules(parts: IdentityParts) {
  const { users, sessions, attempts, announcer, isHere, hasher, clock, random } = parts;
  let decoy: Promise<string> | undefined;

  async function limit(what: keyof typeof ALLOWANCES, who: string) {
    const waitMs = await attempts.take(what, who, ALLOWANCES[what]);
    if (waitMs > 0) {
      throw new ChatError("too-fast", { seconds: Math.ceil(waitMs / 1000) }, waitMs);
    }
  }

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

  async function proves(user: User | undefined, password: string) {
    const hash = user?.goneAt === undefined ? user?.passwordHash : undefined;
    const decoyed = await decoyHash(); // made for known names too: its first making takes time
    const fits = await hasher.verify(hash ?? decoyed, password);
    return hash !== undefined && fits;
  }

  function expel(user: UserId, ended: readonly string[]) {
    announcer.announce(ended.map((session) => ({
      topic: `user:${user}`,
      message: { type: "expel", user, session, why: { reason: "session-ended" } },
    })));
  }

  function changed(...ids: UserId[]) {
    announcer.announce(ids.map((id) => ({
      topic: "everyone",
      message: { type: "changed", what: "user", id },
    })));
  }

  /** Those whose name was given away are out. */
  async function dismiss(released: readonly User[]) {
    for (const { id } of released) expel(id, await sessions.endAll(id));
    changed(...released.map(({ id }) => id));
  }

  function mayRelease(holder: User): boolean {
    const seenAt = holder.seenAt ?? holder.createdAt;
    return holder.role === "guest" && !isHere(holder.id) &&
      clock.now() >= seenAt + GUEST_NAME_KEPT_MS;
  }

  async function known(actor: Actor): Promise<User> {
    const user = await users.get(actor.user.id);
    if (!user || user.goneAt !== undefined) throw new ChatError("not-signed-in");
    return user;
  }

  return { limit, proves, expel, changed, dismiss, mayRelease, known };
}

/** Of a user, what others may see. */
export function personOf({ id, name, role }: User): Person {
  return { id, name, role };
}
