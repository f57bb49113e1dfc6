import { ChatError } from "../../protocol/errors.ts";
import type { Person, UserId } from "../../protocol/events.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Actor, Announcer } from "../chat.ts";

/** The record of who asks. Throws `not-signed-in` where there is none any more. */
export async function currentUser(users: Pick<Users, "get">, actor: Actor): Promise<User> {
  const user = await users.get(actor.user.id);
  if (!user || user.goneAt !== undefined) throw new ChatError("not-signed-in");
  return user;
}

/** Of a user, what others may see. */
export function personOf({ id, name, role, botBy, hook, portrait }: User): Person {
  return {
    id,
    name,
    role,
    ...(botBy && { bot: true }),
    ...(hook && { hook }),
    ...(portrait && { picture: portrait.tag }),
  };
}

/** Ends the connections of sessions that were ended, on every instance. */
export function announceSessionsEnded(
  announcer: Announcer,
  user: UserId,
  ended: readonly string[],
): void {
  announcer.announce(ended.map((session) => ({
    topic: `user:${user}`,
    message: { type: "expel", user, session, why: { reason: "session-ended" } },
  })));
}

/** Ends all connections of people who are nobody any more, on every instance. */
export function announceEnded(announcer: Pick<Announcer, "announce">, ...ids: UserId[]): void {
  announcer.announce(ids.map((user) => ({
    topic: `user:${user}`,
    message: { type: "expel", user, why: { reason: "session-ended" } },
  })));
}

/** Lets every instance read these people anew. */
export function announceUsersChanged(announcer: Announcer, ...ids: UserId[]): void {
  announcer.announce(ids.map((id) => ({
    topic: "everyone",
    message: { type: "changed", what: "user", id },
  })));
}
