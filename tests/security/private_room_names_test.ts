import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import type { ConversationSummary } from "../../lib/protocol/events.ts";
import { LIMITS } from "../../lib/protocol/limits.ts";
import { isRoomName } from "../../lib/protocol/room_names.ts";
import { privateRoomName } from "../../lib/chat/conversations/private_room_names.ts";
import { assertRefused, ChatInstances } from "../support/chat_instances.ts";
import { Community, communityTest, type Somebody } from "../support/community.ts";
import { SeededRandom } from "../support/seeded_random.ts";

/** Where `hidden`: a private garden, and a private barn that was a shed before. Else nothing so called. */
async function community(here: Community, hidden: boolean) {
  const ana = await here.person("ana");
  const [boss, mod] = [
    await here.person("boss", "administrator"),
    await here.person("mod", "moderator"),
  ];
  const strangers = [await here.person("eve"), await here.person("gus", "guest"), mod];
  const make = (who: Somebody, json: object) => here.api(here.one, who, "POST", "/rooms", json);
  const rename = (who: Somebody, id: string, name: string) =>
    here.api(here.one, who, "PATCH", `/admin/rooms/${id}`, { name });
  const made: ConversationSummary[] = [];
  for (const name of hidden ? ["garden", "shed"] : []) {
    const room = { name, private: true };
    made.push(await here.settled(here.one.instance.chat.create(ana.actor, room)));
  }
  if (hidden) assertEquals((await rename(boss, made[1]?.id ?? "", "barn")).status, 200);
  return { ana, boss, mod, strangers, make, rename, made };
}

/** An answer without what is new in every one. */
function plain(answer: { status: number; body: Record<string, unknown> }): string {
  return JSON.stringify([answer.status, answer.body])
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "an id")
    .replace(/-[a-z0-9]{8}"/g, '-tag"')
    .replace(/"(lastAt|at|createdAt)":\d+/g, '"$1":0');
}

/** What everybody is told who asks for the names of private rooms that they are not in. */
async function answers(hidden: boolean): Promise<string[]> {
  const here = await Community.of(1, false);
  const { mod, strangers, make, rename } = await community(here, hidden);
  const told: string[] = [];
  for (const name of ["garden", "shed", "barn"]) {
    for (const who of strangers) {
      told.push(plain(await here.api(here.one, who, "POST", "/join", { room: name })));
      told.push(plain(await make(who, { name, private: true })));
    }
    const { body } = await make(mod, { name: `of-mod-${name}` });
    const { id } = body.conversation as ConversationSummary;
    // Away again, so that the name is free for those who come next.
    for (const to of [name, `${name}-2`]) {
      const renamed = await rename(mod, id, to);
      assertEquals(renamed.status, 200, to);
      told.push(plain(renamed));
    }
    for (const [n, who] of strangers.entries()) {
      const answer = await make(who, { name, title: name.toUpperCase() });
      assertEquals(answer.status, [201, 403, 409][n], "the first has the name");
      told.push(plain(answer));
    }
  }
  await here.close();
  return told;
}

Deno.test("private rooms - whoever is not in one is told the same whether it is there or not (R5)", async () => {
  const [there, not] = [await answers(true), await answers(false)];
  assertEquals(there, not);
});

communityTest(
  "private rooms - are as many of a name as people want, beside a public one (R5)",
  1,
  async (here) => {
    const { ana, strangers: [eve], made: [garden] } = await community(here, true);
    assert(eve && garden);
    const { chat } = here.one.instance;
    assertEquals(garden.title, "garden");
    assertMatch(garden.name ?? "", /^garden-[a-z0-9]{8}$/);
    const create = (who: Somebody, hidden: boolean) =>
      here.settled(chat.create(who.actor, { name: "garden", private: hidden }));
    const open = await create(eve, false);
    assertEquals([open.name, open.title], ["garden", undefined]);
    assertNotEquals((await create(eve, true)).name, garden.name);
    assertEquals((await create(ana, true)).id, garden.id, "asked again at once");
    await here.pass(60_000);
    assertNotEquals((await create(ana, true)).id, garden.id);
    const at = async (room = "") => (await here.settled(chat.summary(ana.actor, { room }))).id;
    assertEquals(await at(garden.name), garden.id);
    await assertRefused(
      () => here.settled(chat.summary(eve.actor, { room: garden.name ?? "" })),
      "unknown-room",
    );
  },
);

communityTest(
  "private rooms - a new title is a new address, and the old one leads to it (R2, R5)",
  1,
  async (here) => {
    const { ana, boss, rename, made: [garden] } = await community(here, true);
    assert(garden);
    const end = await here.connect(here.one, ana);
    const { room } = (await rename(boss, garden.id, "orchard")).body as {
      room: { name: string; title: string };
    };
    assertEquals(room.title, "orchard");
    assertMatch(room.name, /^orchard-[a-z0-9]{8}$/);
    assertEquals((await rename(boss, garden.id, "orchard")).body.room, room, "nothing new");
    await here.pass(500);
    const event = end.events(garden.id).at(-1);
    assert(event?.kind === "rename");
    assertEquals([event.name, event.title], [room.name, "orchard"]);
    for (const name of [garden.name ?? "", room.name]) {
      const found = here.one.instance.chat.summary(ana.actor, { room: name });
      assertEquals((await here.settled(found)).id, garden.id);
    }
  },
);

Deno.test("private rooms - asked for twice at once, on two instances, one is made (R5)", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const two = await fixture.start("two");
  const ana = await fixture.person("ana");
  const make = (where: typeof chat) => where.create(ana, { name: "garden", private: true });
  const made = await fixture.clock.runUntil(Promise.all([make(chat), make(two.chat)]));
  assertEquals(made[0].id, made[1].id);
  assertEquals(
    (await chat.memberships(ana.user.id)).toSorted(),
    ["general", made[0].id].toSorted(),
  );
});

Deno.test("private rooms - a tag that is taken is drawn again (R5)", async () => {
  const { fixture, chat, random } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const first = await chat.create(ana, { name: "garden", private: true });
  const draw = random.bytes.bind(random);
  let drawn = 0;
  random.bytes = (length) =>
    length === 8 && drawn++ === 0 ? tagBytes(first.name ?? "") : draw(length);
  const second = await chat.create(ben, { name: "garden", private: true });
  assertEquals(drawn, 2);
  assertNotEquals(second.name, first.name);
  assertEquals((await chat.summary(ana, { room: first.name ?? "" })).id, first.id);
});

/** The bytes of which the tag of a name is made. */
function tagBytes(name: string): Uint8Array<ArrayBuffer> {
  const characterOf = (byte: number) =>
    privateRoomName("x", { bytes: () => new Uint8Array(8).fill(byte) }).at(-1);
  const byCharacter = new Map(Array.from({ length: 32 }, (_, n) => [characterOf(n), n] as const));
  return Uint8Array.from(name.slice(-8), (character) => byCharacter.get(character) ?? 0);
}

Deno.test("private rooms - a name with its tag is a room's name, however long (R1, R5)", () => {
  const random = new SeededRandom(1);
  for (const asked of ["a", "-", "a".repeat(LIMITS.room), `${"a".repeat(54)}---${"b".repeat(7)}`]) {
    const name = privateRoomName(asked, random);
    assert(isRoomName(name), name);
    assertMatch(name, /-[a-z0-9]{8}$/);
  }
});
