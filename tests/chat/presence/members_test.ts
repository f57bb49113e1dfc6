import { roomNumbers } from "../../../lib/protocol/room_preview.ts";
import { assert, assertEquals } from "@std/assert";
import { MAX_LOOKED_AT, MemberIndex } from "../../../lib/chat/presence/member_index.ts";
import { MemberIndexes } from "../../../lib/chat/presence/member_indexes.ts";
import { createMembers } from "../../../lib/chat/presence/members.ts";
import type { Actor } from "../../../lib/chat/chat.ts";
import {
  type EventBatch,
  GENERAL,
  type PresenceChange,
  type Profile,
  type Profiles,
} from "../../../lib/protocol/events.ts";
import { MAX_REPLY_BYTES } from "../../../lib/protocol/limits.ts";
import type { Member } from "../../../lib/protocol/requests/people.ts";
import type { Conversation } from "../../../lib/store/conversations/conversations.ts";
import type { User } from "../../../lib/store/people/users.ts";
import { VirtualClock } from "../../support/virtual_clock.ts";

const ACTOR: Actor = { user: { id: "u00000", name: "n0", role: "member" }, session: "s" };
const ROOM: Conversation = { id: "room", kind: "room", name: "room", createdAt: 0 };

/** Somebody's profile: whoever is called so is a bot. */
function profileOf(name: string): Profile {
  return { name, role: "member", ...(name.startsWith("bot") && { bot: true }) };
}

/** A room of so many members, of whom the first `here` are online, and what was read for them. */
function roomOf(
  size: number,
  here: number,
  nameOf = (n: number) => `n${(n * 7919) % size}`,
  room = ROOM,
) {
  const ids = Array.from({ length: size }, (_, n) => `u${String(n).padStart(5, "0")}`);
  const numberOf = (id: string) => Number(id.slice(1));
  const present = new Map<string, PresenceChange>();
  const put = (n: number, state: "online" | "away" | "offline", status?: string) => {
    const user = ids[n] ?? "";
    const change: PresenceChange = { user, name: nameOf(n), role: "member", state, status };
    if (state === "offline") present.delete(user);
    else present.set(user, change);
    for (const listener of listeners) listener([change]);
  };
  const listeners: Array<(changes: PresenceChange[]) => void> = [];
  for (let n = 0; n < here; n++) put(n, "online");
  const reads = { pages: 0, profiles: 0 };
  let meanwhile = () => {};
  let listed = () => {};
  const presence = {
    find: (user: string) => present.get(user),
    onChanges: (listener: (changes: PresenceChange[]) => void) => void listeners.push(listener),
  };
  const conversations = {
    members(_: string, { after = "", limit }: { after?: string; limit: number }) {
      reads.pages++;
      const from = after === "" ? 0 : numberOf(after) + 1;
      const page = ids.slice(from, from + limit);
      listed();
      return Promise.resolve(page);
    },
    membersAmong: (_: string, asked: readonly string[]) => Promise.resolve(new Set(asked)),
    get: () => Promise.resolve(undefined),
  };
  const profilesOf = (asked: Iterable<string>): Profiles => {
    const entries = [...asked].map((id) => [id, profileOf(nameOf(numberOf(id)))] as const);
    reads.profiles += entries.length;
    return Object.fromEntries(entries);
  };
  let deliver: (batch: EventBatch) => void = () => {};
  const feed: { position: number | undefined } = { position: 0 };
  const feeds = {
    onDeliver: (listener: typeof deliver) => void (deliver = listener),
    position: () => feed.position,
  };
  const indexes = new MemberIndexes({
    conversations,
    presence,
    directory: { profiles: (asked) => Promise.resolve(profilesOf(asked)) },
    feeds,
    announcer: { onAnnouncement: () => {} },
    bus: { onSuspicion: () => {} },
    clock: new VirtualClock(),
  });
  const users = ids.map((id, n): User => ({ id, name: nameOf(n), role: "member", createdAt: 0 }));
  const chat = createMembers({
    indexes,
    conversations,
    presence,
    receiptsOf() {
      meanwhile();
      return Promise.resolve(new Map());
    },
    access: {
      see: () => Promise.resolve(room),
      writeKnown: () => undefined,
      write: () => Promise.resolve(room),
      requireUnmuted: () => Promise.resolve(),
    },
    users: {
      search: (prefix, limit) =>
        Promise.resolve(users.filter(({ name }) => name.startsWith(prefix)).slice(0, limit)),
    },
    directory: {
      profile: (id) => profilesOf([id])[id],
      known: (asked) => ({ profiles: profilesOf(asked), missing: [] }),
      profiles: (asked) => Promise.resolve(profilesOf(asked)),
      person: () => Promise.resolve(undefined),
    },
  });
  return {
    reads,
    put,
    indexes,
    feed,
    /** An event of the room, delivered here where it is followed. */
    happens(seq: number, kind: "join" | "message", n: number) {
      const event = { seq, at: 0, by: ids[n] ?? "", kind, id: "m", text: "" };
      if (feed.position === undefined) return;
      feed.position = seq;
      deliver({ conversation: room.id, events: [event], users: {} });
    },
    /** What happens while it is read how far people have read. */
    whileReading(run: () => void) {
      meanwhile = run;
    },
    /** What happens once the store has listed members, and nothing is made of them yet. */
    whenListed(run: () => void) {
      listed = run;
    },
    /** Somebody more is a member in the store. */
    joins(id: string) {
      ids.push(id);
    },
    page: (after?: string, limit = 50) =>
      chat.members(ACTOR, { conversation: room.id, after, limit }),
    people: (query: string) => chat.people(ACTOR, { query, conversation: room.id }),
  };
}

/** Every member, page after page. */
async function all({ page }: ReturnType<typeof roomOf>, limit: number): Promise<Member[]> {
  const found: Member[] = [];
  let next: string | undefined;
  do {
    const got = await page(next, limit);
    found.push(...got.members);
    next = got.next;
  } while (next !== undefined);
  return found;
}

Deno.test("members - of 50,000 with 20,000 online, a page costs its own people and no more (P5)", async () => {
  const room = roomOf(50_000, 20_000);
  const first = await room.page();
  assertEquals(first.counts, { online: 20_000, away: 0, offline: 30_000 });
  assertEquals(first.members.length, 50);
  assertEquals(new Set(first.members.map(({ state }) => state)), new Set(["online"]));
  assertEquals(room.reads, { pages: 51, profiles: 50 }, "the index is read once");
  await room.page(first.next);
  room.put(0, "away");
  room.put(1, "offline");
  assertEquals((await room.page()).counts, { online: 19_998, away: 1, offline: 30_001 });
  assertEquals(room.reads, { pages: 51, profiles: 150 });
  assertEquals((await room.people("n1234")).length > 0, true);
});

Deno.test("members - pages lead to everyone once: online, away, offline (P5)", async () => {
  for (const size of [3, 120, 1_500]) {
    const room = roomOf(size, Math.floor(size / 2));
    room.put(1, "away");
    const found = await all(room, 40);
    assertEquals(new Set(found.map(({ id }) => id)).size, size, `${size}`);
    assertEquals(found.length, size);
    const order = found.map(({ state }) => ["online", "away", "offline"].indexOf(state));
    assertEquals(order, order.toSorted((one, other) => one - other));
    const online = found.filter(({ state }) => state === "online").map(({ name }) => name);
    assertEquals(online, online.toSorted(), "by name");
  }
});

Deno.test("members - who comes or goes between two pages is neither lost nor shown as they were (P5)", async () => {
  const room = roomOf(300, 100);
  const first = await room.page(undefined, 40);
  const [gone] = first.members;
  assert(gone);
  room.put(Number(gone.id.slice(1)), "offline");
  const rest: Member[] = [];
  for (let next = first.next; next !== undefined;) {
    const page = await room.page(next, 40);
    rest.push(...page.members);
    next = page.next;
  }
  assertEquals(new Set([...first.members, ...rest].map(({ id }) => id)).size, 300);
  assertEquals(rest.find(({ id }) => id === gone.id)?.state, "offline");
});

Deno.test("members - a reply is at most 16 KiB, whatever people are called and say (P6)", async () => {
  const room = roomOf(100, 0, (n) => `${"é".repeat(28)}${n}`);
  for (let n = 0; n < 100; n++) room.put(n, "online", "\u{1F600}".repeat(80));
  const page = await room.page(undefined, 100);
  const bytes = new TextEncoder().encode(JSON.stringify(page)).length;
  assert(bytes <= MAX_REPLY_BYTES && bytes > MAX_REPLY_BYTES / 2, `${bytes}`);
  assert(page.next !== undefined && page.members.length < 100);
  assertEquals((await all(room, 100)).length, 100);
});

Deno.test("members - who joined between a page and its connection is in the list at once (P5)", async () => {
  const room = roomOf(3, 3);
  const total = async () => (await room.page()).counts;
  room.feed.position = undefined; // a page was drawn: nobody here follows the room yet
  assertEquals(await total(), { online: 3, away: 0, offline: 0 });
  room.feed.position = 7;
  assertEquals(
    room.indexes.counts(ROOM.id)?.online,
    3,
    "what changes is told from it all the same",
  );
  assertEquals(room.indexes.freshCounts(ROOM.id), undefined);
  room.feed.position = undefined;
  room.joins("u00003"); // and its event is nobody's here
  room.feed.position = 7; // the page connects, and follows
  assertEquals(await total(), { online: 3, away: 0, offline: 1 });
  const { pages } = room.reads;
  room.happens(8, "message", 0);
  assertEquals(await total(), { online: 3, away: 0, offline: 1 });
  assertEquals(room.reads.pages, pages, "what is heard costs no read");
  room.joins("u00004");
  room.feed.position = 12; // it was left, and followed again
  assertEquals(await total(), { online: 3, away: 0, offline: 2 });
});

Deno.test("members - a page and its numbers are of one moment, whoever comes while it is read (P5)", async () => {
  const room = roomOf(2, 1);
  room.whileReading(() => room.put(1, "online"));
  const { members, counts } = await room.page();
  const online = members.filter(({ state }) => state === "online").length;
  assertEquals([online, counts], [2, { online: 2, away: 0, offline: 0 }]);
});

Deno.test("members - who comes while the members are read is among them, in every room (P5)", async () => {
  for (const room of [roomOf(2, 1), roomOf(2, 1, undefined, { ...ROOM, id: GENERAL })]) {
    const counts = async () => (await room.page()).counts;
    room.whenListed(() => {
      room.joins("u00002");
      room.put(2, "online");
      room.happens(1, "join", 2);
    });
    assertEquals(await counts(), { online: 2, away: 0, offline: 1 });
    room.whenListed(() => {});
    room.put(1, "online");
    assertEquals(await counts(), { online: 3, away: 0, offline: 0 });
    assertEquals(room.reads.pages, 1, "what was heard meanwhile costs no read");
  }
});

Deno.test("members - everyone is in general, without having joined, while it is read too (P5)", async () => {
  const room = roomOf(2, 1, undefined, { ...ROOM, id: GENERAL });
  room.whenListed(() => {
    room.joins("u00002");
    room.put(2, "online");
  });
  assertEquals((await room.page()).counts, { online: 2, away: 0, offline: 1 });
});

Deno.test("members - of very many, a guest who goes is counted as one who was gone before (P8)", () => {
  const counted = (size: number) => {
    const ids = Array.from({ length: size }, (_, n) => `u${n}`);
    const guest = { user: "u0", name: "Gil", role: "guest" as const };
    const index = new MemberIndex(
      ids,
      (id) => id === "u0" ? { ...guest, state: "online" } : undefined,
    );
    index.apply({ ...guest, state: "offline" });
    return index.counts;
  };
  assertEquals(counted(3), { online: 0, away: 0, offline: 2 });
  assertEquals(counted(MAX_LOOKED_AT + 1), { online: 0, away: 0, offline: MAX_LOOKED_AT + 1 });
});

Deno.test("members - of very many, guests count as members, and so come and go without a number (P8)", () => {
  const ids = Array.from({ length: MAX_LOOKED_AT + 1 }, (_, n) => `u${n}`);
  const guest = { user: "u0", name: "Gil", role: "guest", state: "online" } as const;
  const index = new MemberIndex(ids, () => undefined);
  const before = roomNumbers(index.counts);
  assertEquals([before.members, before.guests], [MAX_LOOKED_AT + 1, 0]);
  index.apply(guest);
  assertEquals(roomNumbers(index.counts), { ...before, here: 1 });
});

Deno.test("members - a guest who joins without being here counts nowhere (P8)", () => {
  const awa = { user: "u0", name: "Awa", role: "member", state: "online" } as const;
  const index = new MemberIndex(["u0"], (id) => id === awa.user ? awa : undefined);
  index.add("g1", undefined);
  assertEquals([index.addDeparted("g1"), index.addDeparted("g1")], [true, false]);
  assertEquals(index.addDeparted("u0"), false, "who is here is not gone");
  assertEquals(roomNumbers(index.counts), { members: 1, guests: 0, here: 1 });
  index.apply({ user: "g1", name: "Gil", role: "guest", state: "away" });
  assertEquals(roomNumbers(index.counts), { members: 1, guests: 1, here: 1 });
  index.apply({ user: "g1", name: "Gil", role: "member", state: "away" });
  assertEquals(
    roomNumbers(index.counts),
    { members: 2, guests: 0, here: 1 },
    "with an account now",
  );
  index.remove("g1");
  assertEquals(roomNumbers(index.counts), { members: 1, guests: 0, here: 1 });
});

Deno.test("members - bots are listed and do not count, also those that come (B1)", () => {
  const awa = { user: "u0", name: "Awa", role: "member", state: "online" } as const;
  const index = new MemberIndex(
    ["u0", "u1", "b2"],
    (id) => id === awa.user ? awa : undefined,
    { bots: ["b2"] },
  );
  assertEquals(index.counts, { online: 1, away: 0, offline: 1 });
  index.add("b3", undefined);
  assertEquals([index.addBot("b3"), index.addBot("b3"), index.addBot("u9")], [true, false, false]);
  assertEquals([index.people, index.counts], [2, { online: 1, away: 0, offline: 1 }]);
  assertEquals(["b2", "b3"].map((id) => index.isOffline(id)), [true, true]);
  index.remove("b2");
  index.remove("b3");
  assertEquals(index.people, 2);
});

Deno.test("members - a bot that joins leaves the numbers as they were (B1)", async () => {
  const room = roomOf(3, 2, (n) => n > 2 ? `bot ${n}` : `n${n}`);
  assertEquals((await room.page()).counts, { online: 2, away: 0, offline: 1 });
  const told = new Promise<void>((tell) => {
    let times = 0;
    room.indexes.onChanged(() => void (++times === 2 && tell()));
  });
  room.joins("u00003");
  room.happens(1, "join", 3);
  await told;
  assertEquals(room.indexes.counts(ROOM.id), { online: 2, away: 0, offline: 1 });
  assertEquals((await room.page()).members.length, 4);
});
