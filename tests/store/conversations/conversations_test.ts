import { assertEquals } from "@std/assert";
import {
  addMember,
  createConversations,
  directId,
  peopleOf,
  removeMember,
  saveConversation,
} from "../../../lib/store/conversations/conversations.ts";
import type { Mutation } from "../../../lib/kv/kv.ts";
import { createPresenceRows } from "../../../lib/store/presence_rows.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { WatchedKv } from "../../support/watched_kv.ts";

const ids = Array.from({ length: 1_200 }, (_, n) => `u${String(n).padStart(4, "0")}`);

async function write(kv: MemoryKv, mutations: Mutation[]) {
  for (let at = 0; at < mutations.length; at += 500) {
    await kv.commit([], mutations.slice(at, at + 500));
  }
}

Deno.test("conversations - a direct one has the same id whoever opens it", () => {
  assertEquals(directId("b", "a"), directId("a", "b"));
  assertEquals(peopleOf(directId("b", "a")), ["a", "b"]);
  assertEquals(peopleOf(directId("a", "a")), ["a", "a"]);
  for (const other of ["general", "direct:a", "direct:a:b:c", "room:a:b"]) {
    assertEquals(peopleOf(other), undefined);
  }
});

Deno.test("conversations - members come in pages, each once", async () => {
  const kv = new MemoryKv();
  const conversations = createConversations(kv);
  await write(kv, ids.flatMap((id) => addMember("room", id, 0)));
  const found: string[] = [];
  while (true) {
    const page = await conversations.members("room", { after: found.at(-1), limit: 500 });
    if (page.length === 0) break;
    found.push(...page);
  }
  assertEquals(found, ids);
  assertEquals(await conversations.membersAmong("room", ["u0003", "x"]), new Set(["u0003"]));
});

Deno.test("conversations - who left is in neither index", async () => {
  const kv = new MemoryKv();
  const conversations = createConversations(kv);
  await write(kv, [...addMember("room", "a", 0), ...addMember("tea", "a", 0)]);
  assertEquals(await conversations.membershipsOf("a"), ["room", "tea"]);
  await write(kv, removeMember("room", "a", 1));
  assertEquals(await conversations.membershipsOf("a"), ["tea"]);
  assertEquals(await conversations.members("room", { limit: 9 }), []);
  assertEquals((await conversations.standing("room", "a")).member.value, null);
});

Deno.test("presence rows - more than a page are written, read and swept", async () => {
  const rows = createPresenceRows(new MemoryKv());
  const presence = (user: string) => ({
    user,
    name: user,
    role: "member" as const,
    state: "online" as const,
  });
  await rows.write("one", new Map(ids.map((id) => [id, presence(id)])));
  await rows.write("two", new Map([["x", presence("x")]]));
  assertEquals((await rows.all()).map((row) => row.presence.user), [...ids, "x"]);
  await rows.write("one", new Map([["u0000", undefined]]));
  assertEquals((await rows.all()).length, ids.length);
  await rows.sweep("one");
  assertEquals((await rows.all()).map((row) => row.instance), ["two"]);
});

Deno.test("rooms - one that became private while the list was read is not in it", async () => {
  const kv = new WatchedKv(new MemoryKv());
  const conversations = createConversations(kv);
  const room = { id: "r1", kind: "room", name: "garden", createdAt: 1 } as const;
  await kv.commit([], saveConversation(room));
  const list = () => conversations.rooms("listed", { limit: 9 });
  assertEquals((await list()).rooms.map(({ id }) => id), ["r1"]);
  kv.before = async ({ call }) => {
    if (call !== "getMany") return; // the index was read
    kv.before = () => {};
    await kv.commit([], saveConversation({ ...room, private: true }));
  };
  assertEquals((await list()).rooms, []);
});
