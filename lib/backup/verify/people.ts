// People and conversations, and what leads from one to the other.
import { keys } from "../../kv/keys.ts";
import type { Key, Kv } from "../../kv/kv.ts";
import { rowsBelow } from "../../kv/list_pages.ts";
import { administrators } from "../../store/community/administrators.ts";
import { GENERAL } from "../../protocol/events.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import { isGroup } from "../../store/conversations/groups.ts";
import { claimsOf } from "../../store/people/name_claims.ts";
import { signInNameOf, type User } from "../../store/people/user.ts";
import { type Looked, place, type Report } from "./finding.ts";

type Reads = Pick<Kv, "list" | "get" | "getMany">;

/** Rows that are looked up together. */
const TOGETHER = 100;

/** Everyone: that their names lead to them, and that whatever leads to somebody finds them. */
export async function verifyPeople(kv: Reads, report: Report, looked: Looked): Promise<void> {
  for await (const { key, value: user } of rowsBelow<User>(kv, keys.users())) {
    looked.people++;
    if (user.id !== key[1]) report(place(key), `it is the record of ${user.id}`);
    if (user.goneAt !== undefined) continue;
    const [byName, bySignIn] = [user.name, signInNameOf(user)].map((name) => claimsOf(name)[0]!);
    for (const claim of new Set([byName!, bySignIn!])) {
      const { value } = await kv.get<string>(claim);
      if (value !== user.id) {
        report(place(claim), `the name is that of ${user.id}, and leads to ${value ?? "nobody"}`);
      }
    }
  }
  await verifyTargets(kv, keys.usersByName(), (value) => keys.user(String(value)), report, {
    what: "the name leads to somebody who is not there",
  });
  for (const id of await administrators(kv)) {
    const { value } = await kv.get<User>(keys.user(id));
    if (value?.role !== "administrator") {
      report(place(keys.administrators()), `${id} is listed, and is no administrator`);
    }
  }
}

/** Rooms by name, and memberships in both directions. */
export async function verifyConversations(
  kv: Reads,
  report: Report,
  looked: Looked,
): Promise<void> {
  for await (const { key, value } of rowsBelow<Conversation>(kv, keys.conversations())) {
    looked.conversations++;
    if (value.id !== key[1]) report(place(key), `it is the row of ${value.id}`);
    await verifyName(kv, value, report);
    if (isGroup(value.id)) await verifyGroup(kv, value, report);
  }
  if ((await kv.get(keys.conversation(GENERAL))).value === null) {
    report(place(keys.conversation(GENERAL)), "the room that everyone is in is missing");
  }
  await verifyTargets(kv, keys.rooms(), (value) => keys.conversation(String(value)), report, {
    what: "the name leads to a room that is not there",
  });
  await verifyTargets(kv, keys.allMembers(), (_, key) => other(key, keys.memberOf), report, {
    what: "the membership is missing in the list of the person's conversations",
  });
  await verifyTargets(kv, keys.allMemberships(), (_, key) => other(key, keys.member), report, {
    what: "the person has the conversation in their list, and is no member of it",
  });
  await verifyTargets(kv, keys.allMembers(), (_, key) => keys.user(String(key[2])), report, {
    what: "the member is nobody who is known",
  });
}

function other(key: Key, of: (first: string, second: string) => Key): Key {
  return of(String(key[2]), String(key[1]));
}

async function verifyName(kv: Reads, room: Conversation, report: Report): Promise<void> {
  if (room.name === undefined) return;
  const byName = keys.roomByName(room.name);
  const [named, listed] = await kv.getMany<unknown>([byName, keys.publicRoom(room.name)]);
  if (named?.value !== room.id) {
    report(place(byName), `the name is that of the room ${room.id}, and leads elsewhere`);
  }
  if ((listed?.value !== null) === (room.private === true)) {
    const is = room.private ? "private, and in the list of all" : "missing in the list of all";
    report(place(keys.publicRoom(room.name)), `the room is ${is}`);
  }
}

async function verifyGroup(
  kv: Reads,
  { id, people = [], asked = [] }: Conversation,
  report: Report,
) {
  const members: string[] = [];
  for await (const { key } of rowsBelow(kv, keys.members(id))) members.push(String(key[2]));
  const joined = people.filter((one) => !asked.includes(one));
  if (String(members.toSorted()) !== String(joined.toSorted())) {
    report(place(keys.conversation(id)), "the people of the group are not its members");
  }
}

/** Whether each row below a prefix leads to one that is there. */
async function verifyTargets(
  kv: Reads,
  prefix: Key,
  targetOf: (value: unknown, key: Key) => Key,
  report: Report,
  { what }: { what: string },
): Promise<void> {
  let waiting: { key: Key; target: Key }[] = [];
  async function look() {
    const found = await kv.getMany(waiting.map(({ target }) => target));
    found.forEach(({ value }, n) => {
      if (value === null) report(place(waiting[n]!.key), what);
    });
    waiting = [];
  }
  for await (const { key, value } of rowsBelow<unknown>(kv, prefix)) {
    waiting.push({ key, target: targetOf(value, key) });
    if (waiting.length === TOGETHER) await look();
  }
  await look();
}
