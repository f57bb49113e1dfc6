// A store of Palabre as it is after weeks of use: people with accounts, sessions, rooms and direct
// conversations. Written through lib/store, so that what a server reads there is what it wrote.
import { openKv } from "../../lib/kv/open_kv.ts";
import type { Mutation } from "../../lib/kv/kv.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { stderrLogger as logger } from "../../lib/runtime/logger.ts";
import { systemClock as clock, systemRandom as random } from "../../lib/runtime/clock.ts";
import {
  addMember,
  type Conversation,
  createConversations,
  ensureGeneral,
  saveConversation,
} from "../../lib/store/conversations/conversations.ts";
import { createSessions } from "../../lib/store/people/sessions.ts";
import { createUsers } from "../../lib/store/people/users.ts";
import { setReadMark } from "../../lib/store/conversations/read_marks.ts";
import { createAddresses } from "../../lib/store/people/address_hash.ts";
import type { Population } from "./target.ts";
import { createUser } from "../../lib/chat/identity/names.ts";

/** People that are written at once. */
const AT_ONCE = 50;
/** Mutations in one commit; Deno KV takes 1,000. */
const MUTATIONS = 500;

/** Somebody who can come in by their token. */
export interface Seeded {
  id: string;
  token: string;
}

/** Writes a store to `path`; the people and the ids of the rooms, by number. */
export async function seed(
  path: string,
  population: Population,
): Promise<{ people: Seeded[]; rooms: string[] }> {
  const kv = await openKv(path, { clock, random, logger });
  const parts = { kv, clock, random };
  const [users, sessions] = [createUsers(parts), createSessions(parts)];
  const conversations = createConversations(kv);
  await ensureGeneral(kv, clock);
  const address = await createAddresses({ kv, random })("127.0.0.1"); // where all come from

  async function enter(person: number): Promise<Seeded> {
    const { user } = await createUser(users, { name: `person ${person}`, role: "member" });
    const { token } = await sessions.start(user.id, "bench", address);
    return { id: user.id, token };
  }

  const people: Seeded[] = [];
  while (people.length < population.people) {
    const count = Math.min(AT_ONCE, population.people - people.length);
    const first = people.length;
    people.push(...await Promise.all(Array.from({ length: count }, (_, n) => enter(first + n))));
  }
  const rooms = population.rooms.map((_, room) => `bench_room_${room}`);
  const now = clock.now();
  const rows = population.rooms.flatMap((members, room): Mutation[] => {
    const id = rooms[room] ?? "";
    const row: Conversation = { id, kind: "room", name: `bench-${room}`, createdAt: now };
    return [
      ...saveConversation(row),
      ...members.flatMap((member) => {
        const user = people[member]?.id ?? "";
        return [...addMember(id, user, now), setReadMark(user, id, 0)];
      }),
    ];
  });
  for (const { id } of people) rows.push(setReadMark(id, GENERAL, 0));
  for (let at = 0; at < rows.length; at += MUTATIONS) {
    await kv.commit([], rows.slice(at, at + MUTATIONS));
  }
  for (let first = 0; first + 1 < people.length; first += 2) {
    const [one, other] = people.slice(first, first + 2);
    if (one && other) await conversations.direct(one.id, other.id, now);
  }
  kv.close();
  return { people, rooms };
}
