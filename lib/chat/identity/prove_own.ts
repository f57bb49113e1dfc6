import { ChatError } from "../../protocol/errors.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Actor } from "../chat.ts";
import type { Credentials } from "./credentials.ts";
import { currentUser } from "./current_user.ts";
import type { LimitIdentity } from "./limits.ts";

/**
 * A member who is signed in proves that it is still them. Throws `wrong-password`, `too-fast`, and
 * `not-allowed` to guests and bots; `prove-again` to who has no password and signed in a while ago.
 */
export type ProveOwn = (actor: Actor, password: string) => Promise<User>;

/** Who has no password has signed in within this time, in milliseconds. */
const FRESH_MS = 10 * 60_000;

/** Proves it by the password. */
export function createProveOwn(
  { users, sessions, credentials, limit, clock }: {
    users: Pick<Users, "get">;
    sessions: Pick<Sessions, "hold">;
    clock: Clock;
    credentials: Credentials;
    limit: LimitIdentity;
  },
): ProveOwn {
  return async (actor, password) => {
    await limit("proof-session", actor.session);
    await limit("proof-person", actor.user.id);
    const user = await currentMember(users, actor);
    if (user.passwordHash === undefined) await requireFresh(actor);
    else if (!await credentials.proves(user, password)) throw new ChatError("wrong-password");
    return user;
  };

  /** Who has no password proves themselves by signing in. */
  async function requireFresh({ session }: Actor): Promise<void> {
    const held = await sessions.hold(session);
    const { signedInAt } = held ?? {};
    if (signedInAt === undefined || clock.now() - signedInAt > FRESH_MS) {
      throw new ChatError("prove-again");
    }
  }
}

/** The record of a member who asks. Throws `not-allowed` to guests and bots. */
export async function currentMember(users: Pick<Users, "get">, actor: Actor): Promise<User> {
  const user = await currentUser(users, actor);
  if (user.role === "guest" || user.botBy) throw new ChatError("not-allowed");
  return user;
}
