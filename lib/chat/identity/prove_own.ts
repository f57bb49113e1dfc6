import { ChatError } from "../../protocol/errors.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Actor } from "../chat.ts";
import type { Credentials } from "./credentials.ts";
import { currentUser } from "./current_user.ts";
import type { LimitIdentity } from "./limits.ts";

/**
 * A member who is signed in proves that it is still them. Throws `wrong-password`, `too-fast`, and
 * `not-allowed` to guests and bots.
 */
export type ProveOwn = (actor: Actor, password: string) => Promise<User>;

/** Proves it by the password. */
export function createProveOwn(
  { users, credentials, limit }: {
    users: Pick<Users, "get">;
    credentials: Credentials;
    limit: LimitIdentity;
  },
): ProveOwn {
  return async (actor, password) => {
    await limit("proof-session", actor.session);
    const user = await currentMember(users, actor);
    if (!await credentials.proves(user, password)) throw new ChatError("wrong-password");
    return user;
  };
}

/** The record of a member who asks. Throws `not-allowed` to guests and bots. */
export async function currentMember(users: Pick<Users, "get">, actor: Actor): Promise<User> {
  const user = await currentUser(users, actor);
  if (user.role === "guest" || user.botBy) throw new ChatError("not-allowed");
  return user;
}
