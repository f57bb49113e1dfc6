import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import {
  createConversations,
  saveConversation,
} from "../../lib/store/conversations/conversations.ts";
import { MAX_ROOMS_MADE } from "../../lib/store/conversations/room_index.ts";
import { assertRefused } from "../support/chat_instances.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";

/** The names of all rooms that somebody is shown, page by page; and how many pages there were. */
async function namesOf(here: Community, who: Somebody, query?: string) {
  const names: string[] = [];
  let after: string | undefined;
  for (let pages = 1;; pages++) {
    const { rooms, next } = await here.settled(
      here.one.instance.chat.rooms(who.actor, { query, after, limit: 100 }),
    );
    names.push(...rooms.map(({ name }) => name));
    if (next === undefined) return { names, pages };
    after = next;
  }
}

/** Rooms that are there already, as their makers' commits left them. */
async function putRooms(here: Community, names: readonly string[], hidden: boolean) {
  for (let from = 0; from < names.length; from += 100) {
    const rows = names.slice(from, from + 100).flatMap((name) =>
      saveConversation({ id: name, kind: "room", name, private: hidden, createdAt: 0, by: "eve" })
    );
    await here.kv.commit([], rows);
  }
}

const numbered = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, n) => `${prefix}-${String(n).padStart(4, "0")}`);

communityTest(
  "rooms - a thousand private ones hide no public one from anybody",
  1,
  async (here) => {
    const ana = await here.person("ana");
    await putRooms(here, numbered(1_100, "000"), true);
    const room = await here.settled(here.one.instance.chat.create(ana.actor, { name: "zoo" }));
    for (const role of ["member", "moderator", "administrator"] as const) {
      const { names, pages } = await namesOf(here, await here.person(`some ${role}`, role));
      assertEquals([names, pages], [["general", "zoo"], 1]);
    }
    const root = await here.person("root", "administrator");
    const { administration } = here.one.instance;
    await here.settled(administration.changeRoom(root.actor, room.id, { closed: true }));
    assertEquals((await namesOf(here, root)).names, ["general"]);
    assertEquals((await namesOf(here, ana)).names, ["general", "zoo"], "who is in it finds it");
  },
);

communityTest(
  "rooms - all of 1,250 are found, by pages and by a part of their name",
  1,
  async (here) => {
    const ana = await here.person("ana");
    await putRooms(here, numbered(1_250, "room"), false);
    const { names, pages } = await namesOf(here, ana);
    assertEquals([names.length, new Set(names).size, pages], [1_251, 1_251, 13]);
    assertEquals(names.toSorted(), names);
    const wanted = names.filter((name) => name.includes("124"));
    assertEquals((await namesOf(here, ana, "124")).names, wanted);
    assertEquals(wanted.length, 12);
  },
);

communityTest(
  "rooms - one maker has 100 open ones at most, and closing one makes room",
  1,
  async (here) => {
    const [ana, root] = [await here.person("ana"), await here.person("root", "administrator")];
    const { administration, chat } = here.one.instance;
    const create = (name: string) => here.settled(chat.create(ana.actor, { name, private: true }));
    const made = [];
    for (const name of numbered(MAX_ROOMS_MADE, "mine")) made.push(await create(name));
    await assertRefused(() => create("one-more"), "too-many-rooms");
    await here.settled(chat.create(root.actor, { name: "of-another" }));
    const [first] = made;
    await here.settled(administration.changeRoom(root.actor, first!.id, { closed: true }));
    await create("one-more");
    await assertRefused(() => create("and-another"), "too-many-rooms");
  },
);

communityTest(
  "rooms - of two instances that make the hundredth at once, one does",
  2,
  async (here) => {
    const ana = await here.person("ana");
    const create = (name: string, place = here.one) =>
      place.instance.chat.create(ana.actor, { name, private: true });
    for (const name of numbered(MAX_ROOMS_MADE - 1, "mine")) await here.settled(create(name));
    const tries = await here.settled(
      Promise.allSettled([create("last", here.one), create("the-last", here.two)]),
    );
    assertEquals(tries.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  },
);

communityTest(
  "rooms - administrators find and close any, moderators what they may see",
  1,
  async (here) => {
    const eve = await here.person("eve");
    const { administration, chat } = here.one.instance;
    const { id } = await here.settled(chat.create(eve.actor, { name: "den", private: true }));
    const [mod, root] = [
      await here.person("mod", "moderator"),
      await here.person("root", "administrator"),
    ];
    const all = async (who: Somebody, query?: string) => {
      const page = await here.settled(administration.allRooms(who.actor, { query, limit: 100 }));
      return page.rooms.map(({ title, name }) => title ?? name);
    };
    assertEquals(await all(root), ["den", "general"]);
    assertEquals(await all(root, "de"), ["den"]);
    assertEquals(await all(mod), ["general"]);
    const close = (who: Somebody) =>
      here.settled(administration.changeRoom(who.actor, id, { closed: true }));
    await assertRefused(() => close(mod), "unknown-conversation");
    assert((await close(root)).closed);
    await assertRefused(
      () => here.settled(chat.history(root.actor, { conversation: id, limit: 1 })),
      "unknown-conversation",
    );
  },
);

communityTest(
  "conversations - whoever is in 1,300 rooms is shown each of them",
  1,
  async (here) => {
    const ana = await here.person("ana");
    const names = numbered(1_300, "room");
    await putRooms(here, names, true);
    for (let from = 0; from < names.length; from += 100) {
      await here.kv.commit(
        [],
        names.slice(from, from + 100).flatMap((id) => [
          { type: "set", key: ["member", id, ana.actor.user.id], value: { joinedAt: 0 } },
          { type: "set", key: ["member_of", ana.actor.user.id, id], value: true },
        ]),
      );
    }
    const all = await createConversations(here.kv).membershipsOf(ana.actor.user.id);
    assertEquals(all.length, 1_301);
    const { conversations } = await here.settled(here.one.instance.chat.sync(ana.actor));
    assertEquals(conversations.length, 1_301);
    assert(conversations.some(({ id }) => id === GENERAL));
  },
);

communityTest(
  "invitations and sanctions - none is left out, however many there are",
  1,
  async (here) => {
    const root = await here.person("root", "administrator");
    const { administration } = here.one.instance;
    const by = { id: root.actor.user.id, name: "root" };
    for (let from = 0; from < 1_200; from += 100) {
      await here.kv.commit(
        [],
        Array.from({ length: 100 }, (_, n) => {
          const code = `code-${String(from + n).padStart(4, "0")}`;
          const value = { code, by, createdAt: from + n, uses: 1, used: 0 };
          return { type: "set", key: ["invitation", code], value } as const;
        }),
      );
      await here.kv.commit(
        [],
        Array.from({ length: 100 }, (_, n) => {
          const whom = { id: `user-${from + n}`, name: "eve" };
          const value = { whom, sanctions: { ban: { at: 0, by, words: "", addresses: [] } } };
          return { type: "set", key: ["sanctions", whom.id], value } as const;
        }),
      );
    }
    const invitations = await here.settled(administration.invitations(root.actor));
    assertEquals([invitations.length, invitations[0]?.code], [1_200, "code-1199"]);
    assertEquals((await here.settled(administration.sanctions(root.actor))).length, 1_200);
  },
);
