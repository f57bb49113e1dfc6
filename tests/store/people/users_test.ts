import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { ChatError } from "../../../lib/protocol/errors.ts";
import { GENERAL, type Role } from "../../../lib/protocol/events.ts";
import { personAddress, personHue, personTag } from "../../../lib/protocol/people.ts";
import { keys } from "../../../lib/kv/keys.ts";
import { type Kv, Unavailable } from "../../../lib/kv/kv.ts";
import { openKv } from "../../../lib/kv/open_kv.ts";
import { createConversations } from "../../../lib/store/conversations/conversations.ts";
import { NAME_HELD_AFTER_MESSAGE_MS, NAME_HELD_MS } from "../../../lib/store/people/name_claims.ts";
import { createUsers } from "../../../lib/store/people/users.ts";
import { stderrLogger } from "../../../lib/runtime/logger.ts";
import { systemClock, systemRandom } from "../../../lib/runtime/clock.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";
import { createUser, renameUser } from "../../../lib/chat/identity/names.ts";

function setUp(kv: Kv = new MemoryKv()) {
  const clock = new VirtualClock();
  return { kv, clock, users: createUsers({ kv, clock, random: systemRandom }) };
}

const refusalOf = async (promise: Promise<unknown>) =>
  (await assertRejects(() => promise, ChatError)).refusal;

Deno.test("users - a new user is found by id, by name in any case, and is in general", async () => {
  const { kv, clock, users } = setUp();
  const { user } = await createUser(users, { name: " Zed ", role: "member", passwordHash: "h" });
  assertEquals(user.name, "Zed");
  assertEquals(user.createdAt, clock.now());
  assertEquals(await users.get(user.id), user);
  assertEquals(await users.byName("ＺＥＤ"), user);
  assertEquals((await kv.get(keys.member(GENERAL, user.id))).value, { joinedAt: clock.now() });
  assertEquals((await kv.get(keys.memberOf(user.id, GENERAL))).value, true);
});

Deno.test("users - a name is refused when taken, look-alike, reserved or malformed", async () => {
  const { users } = setUp();
  await createUser(users, { name: "paul", role: "member" });
  const create = (name: string) => createUser(users, { name, role: "guest" });
  assertEquals((await create("pauline")).user.name, "pauline");
  assertEquals(await refusalOf(create("PAUL")), "name-taken");
  assertEquals(await refusalOf(create("pauI")), "name-confusable"); // a capital i
  assertEquals(await refusalOf(create("раul")), "name-scripts"); // Cyrillic ра
  assertEquals(await refusalOf(create("pa1abre")), "name-reserved");
  assertEquals(await refusalOf(create("a@b")), "name-characters");
});

Deno.test("users - search gives names that begin so, in order, and no others", async () => {
  const { users } = setUp();
  for (const name of ["ana", "Anabel", "bea", "ANDREA"]) {
    await createUser(users, { name, role: "guest" });
  }
  const names = async (prefix: string, limit = 50) =>
    (await users.search(prefix, limit)).map((user) => user.name);
  assertEquals(await names("an"), ["ana", "Anabel", "ANDREA"]);
  assertEquals(await names("an", 2), ["ana", "Anabel"]);
  assertEquals(await names(""), ["ana", "Anabel", "ANDREA", "bea"]);
  assertEquals(await names("z"), []);
  assertEquals(await names("x".repeat(5000)), []);
});

Deno.test("users - an accent makes another name, and each is found and told apart (N2)", async () => {
  const { users } = setUp();
  const { user: lea } = await createUser(users, { name: "Lea", role: "member" });
  const { user: accented } = await createUser(users, { name: "Léa", role: "member" });
  assertEquals((await users.byName("léa"))?.id, accented.id);
  assertEquals((await users.byName("LEA"))?.id, lea.id);
  assertEquals((await users.search("lea", 9)).map(({ name }) => name).sort(), ["Lea", "Léa"]);
  assertNotEquals(personAddress(lea), personAddress(accented));
  const create = (name: string) => createUser(users, { name, role: "guest" });
  assertEquals(
    await refusalOf(create("Modérateur")),
    "name-reserved",
    "a role is refused with accents",
  );
});

Deno.test("users - a guest is not taken for a member in passing; members and guests among themselves may be alike (N2)", async () => {
  const { users, clock } = setUp();
  const create = (name: string, role: Role = "guest") => createUser(users, { name, role });
  const { user: awa } = await create("Awa", "member");
  for (const name of ["Bintou Diallo", "Noor 🌱", "नूर", "Øyvind"]) await create(name, "member");
  for (
    const name of [
      ...["Áwa", "Awa ✓", "✨ Awa", "AWA!", "Awa admin", "Awa (modératrice)", "Equipo Awa"],
      ...["Bíntou Diallo ✓", "Bintou  Diållo", "Noor", "Oyvind"],
    ]
  ) {
    assertEquals(await refusalOf(create(name)), "name-confusable", name);
  }
  for (const name of ["Awa Diop", "Bintou", "Léa", "Lea", "नर", "Sam Teamer", "✨"]) {
    await create(name);
  }
  for (const name of ["Jose", "José", "Bintoù Diallo"]) await create(name, "member");

  const { user: guest } = await create("Someone else");
  assertEquals(await refusalOf(renameUser(users, guest.id, "Ąwa")), "name-confusable");
  await renameUser(users, awa.id, "Aminata");
  await clock.advance(NAME_HELD_MS);
  await renameUser(users, guest.id, "Ąwa");
  assertEquals(await refusalOf(create("Áminata")), "name-confusable");
  await users.update(guest.id, (record) => ({ ...record, role: "member" }));
  assertEquals(await refusalOf(create("Âwa")), "name-confusable", "of who was a guest");
  await users.remove(guest.id);
  await create("Âwa");
});

Deno.test("users - people are found without accents, by each word of their name (P5)", async () => {
  const { kv, users, clock } = setUp();
  const made = new Map<string, string>();
  for (
    const name of ["Léa Martin", "Zoë", "Søren", "Łukasz", "İlay", "Straße", "Martina", "José"]
  ) {
    made.set(name, (await createUser(users, { name, role: "member" })).user.id);
  }
  const names = async (begun: string) => (await users.search(begun, 50)).map(({ name }) => name);
  const found: [begun: string, ...names: string[]][] = [
    ...[["lea", "Léa Martin"], ["LÉA", "Léa Martin"], ["le\u0301a m", "Léa Martin"]],
    ...[["zoe", "Zoë"], ["soren", "Søren"], ["luk", "Łukasz"], ["ilay", "İlay"]],
    ...[["strasse", "Straße"], ["mart", "Martina", "Léa Martin"], ["jose", "José"], ["ea"]],
  ] as [string, ...string[]][];
  for (const [begun, ...expected] of found) assertEquals(await names(begun), expected, begun);

  await renameUser(users, made.get("Zoë")!, "Chloé");
  assertEquals([await names("zoe"), await names("chloe")], [[], ["Chloé"]]);
  await users.remove(made.get("José")!);
  assertEquals(await names("jose"), []);
  const { user: guest } = await createUser(users, { name: "Noël", role: "guest" });
  await clock.advance(NAME_HELD_MS);
  await createUser(users, { name: "noël", role: "guest" }, () => true);
  assertEquals((await users.search("noel", 50)).map(({ name }) => name), ["noël"]);
  assertEquals((await kv.list({ prefix: ["user_by_words"] }, { limit: 99 })).length, 9);
  assertEquals((await users.get(guest.id))?.goneAt, clock.now());
});

Deno.test("users - an address leads to its person whatever they are called now (N3)", async () => {
  const { users, clock } = setUp();
  const { user } = await createUser(users, { name: "Bruno", role: "member" });
  const address = personAddress(user);
  assertEquals((await users.byAddress(address))?.id, user.id);
  assertEquals((await users.byAddress("bruno"))?.id, user.id);
  await renameUser(users, user.id, "Max");
  assertEquals((await users.byAddress(address))?.name, "Max");
  await users.remove(user.id);
  await clock.advance(NAME_HELD_MS);
  const { user: other } = await createUser(users, { name: "Bruno", role: "guest" });
  assertEquals((await users.byAddress(address))?.id, user.id);
  assertEquals((await users.byAddress("BRUNO"))?.id, other.id);
  assertEquals((await users.byAddress(personAddress(other)))?.id, other.id);
  assertEquals(await users.byAddress(`nobody-${"0000"}`), undefined);
  const { user: ana } = await createUser(users, { name: "Ana María", role: "member" });
  assertEquals((await users.byAddress("ana-maría"))?.id, ana.id);
});

Deno.test("users - a name that ends like a tag is found by itself (N3)", async () => {
  const { users } = setUp();
  const { user: bruno } = await createUser(users, { name: "Bruno", role: "member" });
  const tag = personTag(bruno.id);
  const { user: posing } = await createUser(users, { name: `Carla-${tag}`, role: "guest" });
  assertEquals((await users.byAddress(`carla-${tag}`))?.id, posing.id);
  assertEquals((await users.byAddress(`bruno-${tag}`))?.id, bruno.id);
});

Deno.test("users - the first 24 people have 24 colours (N4)", async () => {
  const { users } = setUp();
  const hues = new Set<number>();
  for (let n = 0; n < 24; n++) {
    hues.add(personHue((await createUser(users, { name: `person ${n}`, role: "guest" })).user.id));
  }
  assertEquals(hues.size, 24);
});

Deno.test("users - names that somebody had hide nobody from a search", async () => {
  const { users } = setUp();
  const { user } = await createUser(users, { name: "an1", role: "member" });
  for (const name of ["an2", "an3", "zed"]) await renameUser(users, user.id, name);
  for (const name of ["ana", "anne"]) await createUser(users, { name, role: "guest" });
  assertEquals((await users.search("an", 2)).map(({ name }) => name), ["ana", "anne"]);
});

Deno.test("users - getMany gives those that exist, each once", async () => {
  const { users } = setUp();
  const { user } = await createUser(users, { name: "ana", role: "guest" });
  assertEquals([...await users.getMany([user.id, "nobody", user.id])], [[user.id, user]]);
});

Deno.test("users - a former name leads to who had it, and is nobody else's for a day (N5)", async () => {
  const { users, clock } = setUp();
  const { user } = await createUser(users, { name: "Ian", role: "member" });
  await renameUser(users, user.id, "IAN");
  assertEquals((await users.byName("ian"))?.name, "IAN");
  await renameUser(users, user.id, "Bea");
  assertEquals(await users.byName("ian"), undefined);
  assertEquals((await users.byName("bea"))?.id, user.id);
  assertEquals((await users.byAddress("ian"))?.id, user.id);
  assertEquals((await users.search("", 10)).map(({ name }) => name), ["Bea"]);

  assertEquals(await refusalOf(createUser(users, { name: "ian", role: "guest" })), "name-held");
  assertEquals(
    await refusalOf(createUser(users, { name: "lan", role: "guest" })),
    "name-confusable",
  );
  await clock.advance(NAME_HELD_MS);
  const { user: lan, released } = await createUser(users, { name: "lan", role: "guest" });
  assertEquals([lan.name, released], ["lan", []]);
  assertEquals((await users.byName("bea"))?.id, user.id);
  assertEquals(await users.byAddress("ian"), undefined, "the name that looks so is another's");
  assertEquals(await refusalOf(renameUser(users, user.id, "Ian")), "name-confusable");
});

Deno.test("users - somebody takes their former name back, and holds the last three (N5)", async () => {
  const { users } = setUp();
  const { user } = await createUser(users, { name: "one", role: "member" });
  await renameUser(users, user.id, "two");
  await renameUser(users, user.id, "one");
  assertEquals((await users.get(user.id))?.former?.map(({ name }) => name), ["two"]);
  for (const name of ["three", "four", "five"]) await renameUser(users, user.id, name);
  const former = (await users.get(user.id))?.former?.map(({ name }) => name);
  assertEquals(former, ["four", "three", "one"]);
  assertEquals((await createUser(users, { name: "two", role: "guest" })).user.name, "two");
});

Deno.test("users - of two who want a name that is held no more, one gets it (N5)", async () => {
  const { kv, users, clock } = setUp();
  const { user } = await createUser(users, { name: "Ian", role: "member" });
  await renameUser(users, user.id, "Bea");
  await clock.advance(NAME_HELD_MS);
  const other = createUsers({ kv, clock, random: systemRandom });
  const tries = await Promise.allSettled(
    [users, other].map((store) => createUser(store, { name: "Ian", role: "guest" })),
  );
  assertEquals(tries.filter(({ status }) => status === "fulfilled").length, 1);
  assertEquals((await users.get(user.id))?.former, []);
});

Deno.test("users - a guest's name is not given on while somebody just wrote with them (N5)", async () => {
  const { kv, users, clock } = setUp();
  const { user: ada } = await createUser(users, { name: "Ada", role: "member" });
  const { user: bruno } = await createUser(users, { name: "Bruno", role: "guest" });
  const { conversation } = await createConversations(kv).direct(ada.id, bruno.id, clock.now());
  const head = { seq: 1, messages: 1, at: clock.now() };
  await kv.commit([], [{ type: "set", key: keys.head(conversation.id), value: head }]);
  const next = () => createUser(users, { name: "Bruno", role: "guest" }, () => true);
  assertEquals(await refusalOf(next()), "name-held");
  await clock.advance(NAME_HELD_AFTER_MESSAGE_MS);
  assertEquals((await next()).released.map(({ id }) => id), [bruno.id]);
});

Deno.test("users - a released holder is gone, leaves general and loses the name", async () => {
  const { kv, clock, users } = setUp();
  const { user: holder } = await createUser(users, { name: "ana", role: "guest" });
  assertEquals(await refusalOf(createUser(users, { name: "ana", role: "guest" })), "name-taken");
  const { user, released } = await createUser(users, { name: "Ana", role: "guest" }, () => true);
  assertEquals(released, [holder]);
  assertEquals((await users.get(holder.id))?.goneAt, clock.now());
  assertEquals((await users.byName("ana"))?.id, user.id);
  assertEquals((await kv.get(keys.member(GENERAL, holder.id))).value, null);
});

Deno.test("users - a removed user leaves a nameless record, and a name that is held (N5)", async () => {
  const { kv, users, clock } = setUp();
  const { user } = await createUser(users, { name: "ana", role: "member", passwordHash: "h" });
  await users.remove(user.id);
  const left = await users.get(user.id);
  assertEquals([left?.name, left?.passwordHash], ["", undefined]);
  assertEquals(await users.byName("ana"), undefined);
  assertEquals((await kv.get(keys.member(GENERAL, user.id))).value, null);
  assertEquals((await users.byAddress("ana"))?.id, user.id);
  assertEquals(await refusalOf(createUser(users, { name: "ana", role: "member" })), "name-held");
  await clock.advance(NAME_HELD_MS);
  assertNotEquals((await createUser(users, { name: "ana", role: "member" })).user.id, user.id);
  assertEquals(await users.update(user.id, (gone) => gone), undefined);
});

Deno.test("users - of who is removed, nothing that was theirs alone is left", async () => {
  const { kv, users } = setUp();
  const { user: { id } } = await createUser(users, {
    name: "ana",
    role: "member",
    passwordHash: "h",
  });
  const own = [keys.status(id), keys.read(id, GENERAL), keys.mention(id, GENERAL, 7)];
  await kv.commit([], own.map((key) => ({ type: "set", key, value: "theirs" })));
  await users.remove(id);
  const stored = await kv.list({ start: [], end: [true] }, { limit: 100 });
  const left = stored.filter(({ key }) => key.includes(id)).map(({ key }) => key);
  assertEquals(left, [keys.user(id), keys.userByTag(personTag(id), id)]);
});

Deno.test("users - changes made at once are all kept", async () => {
  const { kv, users } = setUp();
  const { user } = await createUser(users, { name: "ana", role: "guest" });
  const other = setUp(kv).users;
  await Promise.all([
    users.update(user.id, (known) => ({ ...known, locale: "fr" })),
    other.update(user.id, (known) => ({ ...known, role: "member" })),
    renameUser(users, user.id, "bea"),
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
    const { user: holder } = await createUser(users, { name: "ana", role: "guest" });
    misled = false;
    const { user, released } = await createUser(users, { name: "ana", role: "guest" }, () => true);
    assert(misled);
    assertEquals(released.map(({ id }) => id), [holder.id]);
    assertEquals((await users.byName("ana"))?.id, user.id);
    assertEquals((await users.search("", 10)).length, 1);
  }
});

Deno.test("users - of many who register one name at once on a file, one gets it", async () => {
  const folder = await Deno.makeTempDir();
  const runtime = { clock: systemClock, random: systemRandom };
  const open = () => openKv(`${folder}/kv`, { ...runtime, logger: stderrLogger });
  const stores = [await open(), await open()];
  try {
    const names = ["zed", "ZED", "Zed", "ᴢed", "ｚｅｄ", "zed "]; // one z is a small capital
    const tries = await Promise.allSettled(
      names.map((name, n) =>
        createUser(createUsers({ kv: stores[n % 2] as Kv, ...runtime }), { name, role: "member" })
      ),
    );
    assertEquals(tries.filter(({ status }) => status === "fulfilled").length, 1);
    for (const tried of tries) {
      if (tried.status === "rejected") assertEquals(tried.reason.code, "name-taken");
    }
    const users = createUsers({ kv: stores[0] as Kv, ...runtime });
    assertEquals((await users.search("", 10)).length, 1);
  } finally {
    for (const kv of stores) kv.close();
    await Deno.remove(folder, { recursive: true });
  }
});
