import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { ChatError } from "../../lib/protocol/errors.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { keys } from "../../lib/store/keys.ts";
import { type Kv, Unavailable } from "../../lib/store/kv.ts";
import { openKv } from "../../lib/store/open_kv.ts";
import { createUsers } from "../../lib/store/users.ts";
import { reportToStderr } from "../../lib/world/report.ts";
import { systemClock, systemRandom } from "../../lib/world/world.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

function setUp(kv: Kv = new MemoryKv()) {
  const clock = new VirtualClock();
  return { kv, clock, users: createUsers({ kv, clock, random: systemRandom }) };
}

const refusalOf = async (promise: Promise<unknown>) =>
  (await assertRejects(() => promise, ChatError)).refusal;

Deno.test("users - a new user is found by id, by name in any case, and is in general", async () => {
  const { kv, clock, users } = setUp();
  const { user } = await users.create({ name: " Zed ", role: "member", passwordHash: "h" });
  assertEquals(user.name, "Zed");
  assertEquals(user.createdAt, clock.now());
  assertEquals(await users.get(user.id), user);
  assertEquals(await users.byName("ＺＥＤ"), user);
  assertEquals((await kv.get(keys.member(GENERAL, user.id))).value, { joinedAt: clock.now() });
  assertEquals((await kv.get(keys.memberOf(user.id, GENERAL))).value, true);
});

Deno.test("users - a name is refused when taken, look-alike, reserved or malformed", async () => {
  const { users } = setUp();
  await users.create({ name: "paul", role: "member" });
  const create = (name: string) => users.create({ name, role: "guest" });
  assertEquals((await create("pauline")).user.name, "pauline");
  assertEquals(await refusalOf(create("PAUL")), "name-taken");
  assertEquals(await refusalOf(create("pаul")), "name-confusable"); // Cyrillic а
  assertEquals(await refusalOf(create("аdmin")), "name-reserved"); // Cyrillic а
  assertEquals(await refusalOf(create("a@b")), "name-characters");
});

Deno.test("users - search gives names that begin so, in order, and no others", async () => {
  const { users } = setUp();
  for (const name of ["ana", "Anabel", "bea", "ANDREA"]) {
    await users.create({ name, role: "guest" });
  }
  const names = async (prefix: string, limit = 50) =>
    (await users.search(prefix, limit)).map((user) => user.name);
  assertEquals(await names("an"), ["ana", "Anabel", "ANDREA"]);
  assertEquals(await names("an", 2), ["ana", "Anabel"]);
  assertEquals(await names(""), ["ana", "Anabel", "ANDREA", "bea"]);
  assertEquals(await names("z"), []);
  assertEquals(await names("x".repeat(5000)), []);
});

Deno.test("users - getMany gives those that exist, each once", async () => {
  const { users } = setUp();
  const { user } = await users.create({ name: "ana", role: "guest" });
  assertEquals([...await users.getMany([user.id, "nobody", user.id])], [[user.id, user]]);
});

Deno.test("users - a new name frees the old one and keeps one that looks like it", async () => {
  const { users } = setUp();
  const { user } = await users.create({ name: "Ian", role: "member" });
  await users.rename(user.id, "IAN");
  assertEquals((await users.byName("ian"))?.name, "IAN");
  await users.rename(user.id, "Bea");
  assertEquals(await users.byName("ian"), undefined);
  assertEquals((await users.byName("bea"))?.id, user.id);
  assertEquals((await users.create({ name: "lan", role: "guest" })).user.name, "lan");
  assertEquals(await refusalOf(users.rename(user.id, "Ian")), "name-confusable");
});

Deno.test("users - a released holder is gone, leaves general and loses the name", async () => {
  const { kv, clock, users } = setUp();
  const { user: holder } = await users.create({ name: "ana", role: "guest" });
  assertEquals(await refusalOf(users.create({ name: "ana", role: "guest" })), "name-taken");
  const { user, released } = await users.create({ name: "Ana", role: "guest" }, () => true);
  assertEquals(released, [holder]);
  assertEquals((await users.get(holder.id))?.goneAt, clock.now());
  assertEquals((await users.byName("ana"))?.id, user.id);
  assertEquals((await kv.get(keys.member(GENERAL, holder.id))).value, null);
});

Deno.test("users - a removed user leaves a nameless record and a free name", async () => {
  const { kv, users } = setUp();
  const { user } = await users.create({ name: "ana", role: "member", passwordHash: "h" });
  await users.remove(user.id);
  const left = await users.get(user.id);
  assertEquals([left?.name, left?.passwordHash], ["", undefined]);
  assertEquals(await users.byName("ana"), undefined);
  assertEquals((await kv.get(keys.member(GENERAL, user.id))).value, null);
  assertNotEquals((await users.create({ name: "ana", role: "member" })).user.id, user.id);
  await assertRejects(() => users.update(user.id, (gone) => gone), ChatError);
});

Deno.test("users - of who is removed, nothing that was theirs alone is left", async () => {
  const { kv, users } = setUp();
  const { user: { id } } = await users.create({ name: "ana", role: "member", passwordHash: "h" });
  const own = [keys.status(id), keys.read(id, GENERAL), keys.mention(id, GENERAL, 7)];
  await kv.commit([], own.map((key) => ({ type: "set", key, value: "theirs" })));
  await users.remove(id);
  const stored = await kv.list({ start: [], end: [true] }, { limit: 100 });
  assertEquals(stored.filter(({ key }) => key.includes(id)).map(({ key }) => key), [keys.user(id)]);
});

Deno.test("users - changes made at once are all kept", async () => {
  const { kv, users } = setUp();
  const { user } = await users.create({ name: "ana", role: "guest" });
  const other = setUp(kv).users;
  await Promise.all([
    users.update(user.id, (known) => ({ ...known, locale: "fr" })),
    other.update(user.id, (known) => ({ ...known, role: "member" })),
    users.rename(user.id, "bea"),
  ]);
  const { name, role, locale } = await users.get(user.id) ?? {};
  assertEquals([name, role, locale], ["bea", "member", "fr"]);
});

Deno.test("users - a registration whose answer is lost or wrong has happened once", async () => {
  for (const answer of ["lost", "wrong"]) {
    const kv = new MemoryKv();
    const commit = kv.commit.bind(kv);
    let misled = true;
    kv.commit = async (...parts) => {
      const result = await commit(...parts);
      if (misled) return result;
      misled = true;
      if (answer === "lost") throw new Unavailable("no answer");
      return { ok: false };
    };
    const { users } = setUp(kv);
    const { user: holder } = await users.create({ name: "ana", role: "guest" });
    misled = false;
    const { user, released } = await users.create({ name: "ana", role: "guest" }, () => true);
    assert(misled);
    assertEquals(released.map(({ id }) => id), [holder.id]);
    assertEquals((await users.byName("ana"))?.id, user.id);
    assertEquals((await users.search("", 10)).length, 1);
  }
});

Deno.test("users - of many who register one name at once on a file, one gets it", async () => {
  const folder = await Deno.makeTempDir();
  const world = { clock: systemClock, random: systemRandom };
  const open = () => openKv(`${folder}/kv`, { ...world, report: reportToStderr });
  const stores = [await open(), await open()];
  try {
    const names = ["zed", "ZED", "Zed", "zеd", "ｚｅｄ", "zed "]; // one е is Cyrillic
    const tries = await Promise.allSettled(
      names.map((name, n) =>
        createUsers({ kv: stores[n % 2] as Kv, ...world }).create({ name, role: "member" })
      ),
    );
    assertEquals(tries.filter(({ status }) => status === "fulfilled").length, 1);
    for (const tried of tries) {
      if (tried.status === "rejected") assertEquals(tried.reason.code, "name-taken");
    }
    const users = createUsers({ kv: stores[0] as Kv, ...world });
    assertEquals((await users.search("", 10)).length, 1);
  } finally {
    for (const kv of stores) kv.close();
    await Deno.remove(folder, { recursive: true });
  }
});
