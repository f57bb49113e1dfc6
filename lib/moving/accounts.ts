import { ChatError } from "../protocol/errors.ts";
import type { UserId } from "../protocol/events.ts";
import type { User } from "../store/people/user.ts";
import type { Users } from "../store/people/users.ts";

/**
 * Somebody who has an account here and may be who somebody of an export is: no guest, whose name others
 * get, and no bot. Throws `unknown-user`.
 */
export async function accountOf(users: Pick<Users, "get">, id: UserId): Promise<User> {
  const user = await users.get(id);
  const isAccount = user && user.goneAt === undefined && user.role !== "guest" && !user.botBy;
  if (!isAccount) throw new ChatError("unknown-user", { name: id });
  return user;
}
