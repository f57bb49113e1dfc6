import { assert, assertEquals, assertRejects } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import { type Key, type Kv, type Mutation, Unavailable } from "../../../lib/kv/kv.ts";
import { listAll } from "../../../lib/kv/list_pages.ts";
import { personTag } from "../../../lib/protocol/people.ts";
import { createConversations, directId } from "../../../lib/store/conversations/conversations.ts";
import { SCHEMA_STEPS } from "../../../lib/store/schema/schema.ts";
import { upgradeStore } from "../../../lib/store/schema/upgrade.ts";
import { silentLogger } from "../../support/loggers.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { oneInstance } from "../../support/one_instance.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";
import { WatchedKv } from "../../support/watched_kv.ts";

const set = (key: Key, value: unknown): Mutation => ({ type: "set", key, value });
const current = { version: SCHEMA_STEPS.length };

/** The rows of version 0, as it wrote them. Its keys are spelled out: they must be read for ever. */
const version0 = {
  user: (id: string, name: string, more = {}) =>
    set(["user", id], { id, name, role: "member", createdAt: 1, ...more }),
  room: (id: string, name: string, more = {}) => [
    set(["conversation", id], { id, kind: "room", name, createdAt: 1, ...more }),
    set(["room_by_name", name], id),
  ],
  member: (id: string, user: string) => [
    set(["member", id, user], { joinedAt: 1 }),
    set(["member_of", user, id], true),
  ],
  message: (id: string, seq: number, by: string) =>
    set(["log", id, seq], {
      event: { kind: "message", id: `m${seq}`, text: "hello", seq, at: 1, by },
      id: `r${seq}`,
      messages: seq,
    }),
};

/** A community of version 0: Ana and Bruno, of whom Bruno left the garden; Cleo deleted herself. */
async function oldStore(kv: MemoryKv): Promise<void> {
  const { user, room, member, message } = version0;
  const direct = directId("ana", "bruno");
  await kv.commit([], [
    ...room("general", "general"),
    ...room("r1", "garden", { by: "ana" }),
    ...room("r2", "secret", { by: "ana", private: true }),
    ...room("r3", "attic", { by: "bruno", closed: true }),
    user("ana", "Ana"),
    // With a second dot above the i, which is no part of a name any more.
    user("bruno", "bru\u0069\u0307no"),
    user("cleo", "", { goneAt: 2 }),
    ...[["ana", "ana"], ["bru\u0069\u0307no", "bruno"]].flatMap(([key, id]) => [
      set(["user_by_name", key!], id),
      set(["user_by_skeleton", key!], id),
    ]),
    ...["general", "r1", "r2", direct].flatMap((id) => member(id, "ana")),
    ...["general", direct].flatMap((id) => member(id, "bruno")),
    set(["conversation", direct], { id: direct, kind: "direct", people: ["ana", "bruno"] }),
    message(direct, 1, "ana"),
    message("r1", 1, "bruno"),
    message("r1", 2, "cleo"),
    message("r1", 3, "ana"),
    set(["head", "r1"], { seq: 3, messages: 3, at: 1 }),
    set(["head", direct], { seq: 1, messages: 1, at: 1 }),
  ]);
}

const upgrade = (kv: Kv) => upgradeStore(kv, { clock: new VirtualClock(), logger: silentLogger });

/** All rows but where the upgrade stands, as text. */
async function rowsOf(kv: Kv): Promise<string[]> {
  const rows = await Promise.all(
    [
      ...[
        "public_room",
        "rooms_made_by",
        "user_by_tag",
        "user_by_name",
        "user_by_skeleton",
        "left",
      ],
      "user_by_words",
      "registered_by_looks",
    ]
      .map((table) => kv.list({ prefix: [table] }, { limit: 10_000 })),
  );
  return rows.flat().map(({ key, value }) => JSON.stringify([key, value]));
}

Deno.test("upgrade - an instance opens whole what version 0 wrote", async () => {
  const kv = new MemoryKv();
  await oldStore(kv);
  const told: string[] = [];
  const logger = { error: () => {}, info: (what: string) => void told.push(what) };
  const { instance, clock } = await oneInstance({ kv, logger });
  const { chat, users } = instance;
  const actor = (id: string, name: string) => ({
    user: { id, name, role: "member" as const },
    session: "s",
  });
  const rooms = async (id: string) => {
    const page = await clock.runUntil(chat.rooms(actor(id, id), { limit: 50 }));
    return page.rooms.map(({ name }) => name);
  };
  assertEquals(await rooms("bruno"), ["garden", "general"]);
  assertEquals(await rooms("ana"), ["garden", "general", "secret"]);
  assertEquals((await users.byAddress(`ana-${personTag("ana")}`))?.id, "ana");
  assertEquals((await users.byAddress(`gone-${personTag("cleo")}`))?.id, "cleo");
  assertEquals((await users.byName("bruino"))?.id, "bruno");
  assertEquals((await users.search("bru", 9)).map(({ id }) => id), ["bruno"]);
  const { everMemberOf } = createConversations(kv);
  assert((await everMemberOf("bruno")).includes("r1"), "what he wrote there is his to delete");
  assertEquals(await listAll(kv, keys.leftBy("ana")), []);
  assertEquals(await listAll(kv, keys.leftBy("cleo")), []);
  assertEquals((await kv.get(keys.roomsMadeBy("ana"))).value, ["r1", "r2"]);
  assertEquals((await kv.get(keys.roomsMadeBy("bruno"))).value, null);
  assertEquals((await kv.get(keys.schema())).value, current);
  assertEquals(told.filter((what) => what.includes("upgraded")).length, 1);
  await clock.runUntil(instance.close());
});

Deno.test("upgrade - a new store lacks nothing, and nothing is told", async () => {
  const told: string[] = [];
  const logger = { error: () => {}, info: (what: string) => void told.push(what) };
  const kv = new WatchedKv(new MemoryKv());
  const { instance, clock } = await oneInstance({ kv, logger });
  assertEquals((await kv.get(keys.schema())).value, current);
  const written = kv.calls.filter((call) =>
    call.call === "commit" && call.mutations.some(({ key }) => key[0] === "schema")
  );
  assertEquals(written.length, 1, "in the commit that makes general");
  assertEquals(told, []);
  await clock.runUntil(instance.close());
});

/** A store of version 0 of several pages: rooms, people, and more entries than one read takes. */
async function largeStore(maxChecks: number): Promise<MemoryKv> {
  const { user, room, message } = version0;
  const kv = new MemoryKv({ maxChecks });
  await oldStore(kv);
  const number = (n: number) => String(n).padStart(4, "0");
  for (let page = 0; page < 6; page++) {
    const ns = Array.from({ length: 50 }, (_, n) => 50 * page + n);
    await kv.commit([], [
      ...ns.flatMap((n) => room(`room${number(n)}`, `room-${number(n)}`, { by: `u${n % 7}` })),
      // Half of them have their claims: a page holds as many as its checks allow.
      ...ns.map((n) => user(`u${n}`, `person${number(n)}`)),
      ...ns.filter((n) => n % 2).map((n) => set(["user_by_name", `person${number(n)}`], `u${n}`)),
      ...ns.flatMap((n) => [2 * n + 1, 2 * n + 2].map((seq) => message("room0000", seq, `u${n}`))),
    ]);
  }
  return kv;
}

for (const maxChecks of [10, 100]) {
  Deno.test(`upgrade - two instances at once, ${maxChecks} checks a commit: as one alone`, async () => {
    const [alone, both] = [await largeStore(maxChecks), await largeStore(maxChecks)];
    await upgrade(alone);
    const pages = alone.commits;
    await Promise.all([upgrade(both.open()), upgrade(both.open())]);
    assertEquals(await rowsOf(both), await rowsOf(alone));
    assertEquals(both.commits, pages, "each page was committed by one of them");
    assertEquals((await listAll(alone, keys.publicRooms())).length, 303);
    assertEquals((await alone.list({ prefix: ["user_by_tag"] }, { limit: 999 })).length, 303);
    assertEquals((await alone.list({ prefix: ["user_by_name"] }, { limit: 999 })).length, 303);
    assertEquals((await alone.list({ prefix: ["left"] }, { limit: 999 })).length, 301);
    await upgrade(alone);
    assertEquals(alone.commits, pages, "done once");
  });
}

Deno.test("upgrade - who voted and follows is found from a message, and what is left of one that is gone goes (M3)", async () => {
  const kv = new MemoryKv();
  const gone = { kind: "message", id: "m2", text: "", seq: 2, at: 1, by: "ana", deletedAt: 2 };
  await kv.commit([], [
    set(["schema"], { version: 5 }),
    version0.message("general", 1, "ana"),
    set(["log", "general", 2], { event: gone, id: "r2", messages: 2 }),
    set(["own", "ana", "general", 1], { votes: [0], bookmark: { at: 1 } }),
    set(["own", "ben", "general", 1], { reactions: ["👍"] }),
    set(["own", "ana", "general", 2], { votes: [0], bookmark: { at: 1 } }),
    set(["own", "ben", "general", 2], { votes: [1], reactions: ["👍"] }),
    set(["reaction", "general", 2, "👍", "ben"], true),
    ...[1, 2].flatMap((root) => [
      set(["thread_reader", "general", root, "ben"], { follows: true, read: 0, count: 0 }),
      set(["thread_of", "ben", "general", root], true),
    ]),
  ]);
  await upgrade(kv);
  const tables = ["own", "voter", "reaction", "referred", "thread_reader", "thread_of"];
  const rows = await Promise.all(
    tables.map((table) => kv.list({ prefix: [table] }, { limit: 9 })),
  );
  assertEquals(rows.flat().map(({ key, value }) => [key.join(" "), value]), [
    ["own ana general 1", { votes: [0], bookmark: { at: 1 } }],
    ["own ana general 2", { bookmark: { at: 1 } }],
    ["own ben general 1", { reactions: ["👍"] }],
    ["voter general 1 ana", true],
    ["referred general 1", true],
    ["thread_reader general 1 ben", { follows: true, read: 0, count: 0 }],
    ["thread_of ben general 1", true],
  ]);
});

Deno.test("upgrade - one that was killed is gone on with where it stood", async () => {
  const [whole, kv] = [await largeStore(100), await largeStore(100)];
  const before = kv.commits;
  await upgrade(whole);
  const pages = whole.commits - before;
  for (let killedAt = 1; killedAt < pages; killedAt++) {
    const watched = new WatchedKv(kv);
    let commits = 0;
    watched.before = ({ call }) => {
      if (call === "commit" && ++commits > 1) throw new Unavailable("killed");
    };
    await assertRejects(() => upgrade(watched), Unavailable);
  }
  await upgrade(kv);
  assertEquals(kv.commits - before, pages, "no page was written twice");
  assertEquals(await rowsOf(kv), await rowsOf(whole));
});

Deno.test("upgrade - a lost answer repeats nothing and leaves nothing out", async () => {
  const [whole, kv] = [await largeStore(100), await largeStore(100)];
  await upgrade(whole);
  const watched = new WatchedKv(kv);
  watched.answer = () => ({ ok: false }); // each commit was applied
  await upgrade(watched);
  assertEquals(kv.commits, whole.commits);
  assertEquals(await rowsOf(kv), await rowsOf(whole));
});

Deno.test("upgrade - a room that is made private meanwhile is not listed", async () => {
  const kv = new MemoryKv();
  await oldStore(kv);
  const watched = new WatchedKv(kv);
  let changed = false;
  watched.before = async ({ call }) => {
    if (call !== "commit" || changed) return;
    changed = true;
    await kv.commit([], version0.room("r1", "garden", { by: "ana", private: true }).slice(0, 1));
  };
  await upgrade(watched);
  assertEquals((await kv.get(keys.publicRoom("garden"))).value, null);
  assertEquals((await kv.get(keys.schema())).value, current);
});

Deno.test("upgrade - of two people who look alike now, each keeps what is theirs", async () => {
  const kv = new MemoryKv();
  await oldStore(kv);
  await kv.commit([], [
    version0.user("dan", "bruino"), // what “bru\u0069\u0307no” is now
    set(["user_by_name", "bruino"], "dan"),
    set(["user_by_skeleton", "bruino"], "dan"),
  ]);
  await upgrade(kv);
  assertEquals((await kv.get(keys.userByName("bruino"))).value, "dan");
});

Deno.test("upgrade - names are claimed by their looks without signs, former ones too (N2)", async () => {
  const kv = new MemoryKv();
  const awa = {
    former: [{ name: "Awa Ba", heldUntil: Date.UTC(2100, 0) }],
    signInName: "awa.diop",
    passwordHash: "x",
  };
  const rows: [name: string, id: string][] = [
    ...[["awa diop", "awa"], ["awa ba", "awa"], ["awa.diop", "awa"]] as [string, string][],
    ["awa-diop", "ben"],
  ];
  await kv.commit([], [
    set(["schema"], { version: 3 }),
    ...version0.room("general", "general"),
    version0.user("awa", "Awa Diop", awa),
    version0.user("ben", "Awa-Diop"),
    ...rows.flatMap(([name, id]) => [
      set(["user_by_name", name], id),
      set(["user_by_skeleton", name], id),
    ]),
  ]);
  const { users, close } = await opened(kv);
  const looks = async () =>
    (await kv.list<string>({ prefix: ["user_by_skeleton"] }, { limit: 100 }))
      .map(({ key, value }) => [key.at(-1), value]);
  assertEquals(await looks(), [["awaba", "awa"], ["awadiop", "awa"]]);
  const add = (name: string) => users.create({ name, role: "member" });
  assertEquals(await add("AwaDiop."), "name-confusable");
  assertEquals(await add("Awa Ba, "), "name-confusable");
  await users.remove("ben");
  assertEquals(await looks(), [["awaba", "awa"], ["awadiop", "awa"]], "it was never his");
  await users.remove("awa");
  assertEquals(await looks(), [["awadiop", "awa"]], "held for a while (N5)");
  await close();
});

async function opened(kv: MemoryKv) {
  const { instance, clock } = await oneInstance({ kv });
  return { users: instance.users, close: () => clock.runUntil(instance.close()) };
}
