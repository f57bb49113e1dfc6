// How things are when a history begins.
import type { Actor, Chat } from "../../lib/chat/chat.ts";
import { createUser } from "../../lib/chat/identity/names.ts";
import { keys } from "../../lib/kv/keys.ts";
import type { Kv } from "../../lib/kv/kv.ts";
import type { Head } from "../../lib/log/log.ts";
import type { Users } from "../../lib/store/people/users.ts";
import { setReadMark } from "../../lib/store/conversations/read_marks.ts";

/** So many people: the first is a moderator, who moves messages. */
export async function makeActors(users: Users, count: number): Promise<Actor[]> {
  const actors: Actor[] = [];
  for (let n = 0; n < count; n++) {
    const asked = { name: `user ${n}`, role: n === 0 ? "moderator" : "member" } as const;
    const { user: { id, name, role } } = await createUser(users, asked);
    actors.push({ user: { id, name, role }, session: `session ${n}` });
  }
  return actors;
}

/** A room of everyone in which what is said vanishes after so long; gives its id. */
export async function makeMist(
  chat: Chat,
  actors: readonly Actor[],
  afterMs: number,
): Promise<string> {
  const [first, ...others] = actors as [Actor, ...Actor[]];
  const { id } = await chat.create(first, { name: "mist" });
  for (const actor of others) await chat.join(actor, { conversation: id });
  await chat.vanish(first, { conversation: id, afterMs });
  return id;
}

/**
 * All have read what stands there, and up to where: a mark that is lost before it was ever written
 * would begin anew.
 */
export async function haveRead(
  store: Kv,
  conversations: readonly string[],
  actors: readonly Actor[],
): Promise<ReadonlyMap<string, number>> {
  const began = new Map<string, number>();
  for (const conversation of conversations) {
    const { value } = await store.get<Head>(keys.head(conversation));
    const seq = value?.seq ?? 0;
    began.set(conversation, seq);
    await store.commit([], actors.map(({ user }) => setReadMark(user.id, conversation, seq)));
  }
  return began;
}
