// An import beside people who talk: neither writes over the other.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { verifyStore } from "../../lib/backup/verify/verify.ts";
import { Unavailable } from "../../lib/kv/kv.ts";
import { createKvPieces } from "../../lib/files/kv_pieces.ts";
import { keys } from "../../lib/kv/keys.ts";
import { emojiMeans } from "../../lib/instance/emoji_means.ts";
import { type ImportReport, runImport } from "../../lib/moving/import/run.ts";
import type { SourceItem } from "../../lib/moving/import/source.ts";
import { removeHalf, undoImport } from "../../lib/moving/import/undo.ts";
import { directId } from "../../lib/store/conversations/conversations.ts";
import { isGroup } from "../../lib/store/conversations/groups.ts";
import { ERASE, LAST_LOOK_MS } from "../../lib/chat/identity/planned_erasure.ts";
import type { JobRow } from "../../lib/jobs/job.ts";
import { listAll } from "../../lib/kv/list_pages.ts";
import { takeHold } from "../../lib/moving/import/hold.ts";
import { LOOK_AGAIN_MS } from "../../lib/transfer/erasure.ts";
import { type Community, communityTest, PASSWORD } from "../support/community.ts";
import { broughtRoom } from "../support/importing.ts";
import { SeededRandom } from "../support/seeded_random.ts";

type Person = Awaited<ReturnType<Community["person"]>>;

const ROOM = { key: "D1", kind: "direct", name: "dm", members: ["a", "b"] } as const;

/** Brings in a direct conversation of two; `meanwhile`: between its messages. */
async function bringPair(
  here: Community,
  [one, other]: readonly [Person, Person],
  meanwhile: () => Promise<void>,
): Promise<ImportReport> {
  async function* items(): AsyncGenerator<SourceItem> {
    yield { is: "person", person: { key: "a", name: "A" } };
    yield { is: "person", person: { key: "b", name: "B" } };
    yield { is: "room", room: { ...ROOM, members: [...ROOM.members], private: true } };
    yield { is: "message", room: "D1", message: { key: "1", by: "a", at: 2_000, text: "old one" } };
    await meanwhile();
    yield { is: "message", room: "D1", message: { key: "2", by: "b", at: 3_000, text: "old two" } };
    yield { is: "room-end", room: "D1" };
  }
  const mapping = new Map([["a", one.actor.user.id], ["b", other.actor.user.id]]);
  return await here.settled(runImport({
    kv: here.kv,
    outside: { clock: here.clock, random: new SeededRandom(7), emoji: emojiMeans() },
    what: { source: { kind: "slack", name: "x", items }, id: "imp", file: "x.zip", mapping },
    apply: { writeFile: () => Promise.reject(new Error("It has no files")) },
    shared: "nothing",
  }));
}

communityTest(
  "X1 - whom an import writes a conversation for begin none beside it",
  1,
  async (c) => {
    const awa = await c.person("Awa"), ben = await c.person("Ben");
    const say = (text: string) =>
      c.settled(c.one.instance.chat.post(awa.actor, { to: "Ben", id: text, text }));
    await bringPair(c, [awa, ben], async () => {
      await assertRejects(() => say("During the import"), Unavailable);
    });
    await say("After it");
    const { row, messages } = await broughtRoom(c.kv, "imp", "D1");
    assertEquals(row.id, directId(awa.actor.user.id, ben.actor.user.id));
    assertEquals(messages.map(({ text }) => text), ["old one", "old two", "After it"]);
    assertEquals((await c.kv.list({ prefix: keys.importPlaces() }, { limit: 1 })).length, 0);
  },
);

communityTest("X1 - a run that goes on leaves alone what people have begun since", 1, async (c) => {
  const awa = await c.person("Awa"), ben = await c.person("Ben");
  const pair = directId(awa.actor.user.id, ben.actor.user.id);
  const ended = () => Promise.reject(new Error("The process ended"));
  await assertRejects(() => bringPair(c, [awa, ben], ended), Error, "ended");
  // A run of an older version reserved nothing.
  await c.kv.commit([], [{ type: "delete", key: keys.importPlace(pair) }]);
  const post = { to: "Ben", id: "1", text: "Ours" };
  await c.settled(c.one.instance.chat.post(awa.actor, post));

  const stores = { stores: () => createKvPieces(c.kv), fraction: () => 0 };
  const left = await c.settled(undoImport(c.kv, "imp", stores));
  assertEquals(left, { is: "undone" });
  assert((await c.kv.get(keys.conversation(pair))).value, "what people made stays");

  await bringPair(c, [awa, ben], () => Promise.resolve());
  const { row, messages } = await broughtRoom(c.kv, "imp", "D1");
  assert(isGroup(row.id));
  assertEquals(messages.map(({ text }) => text), ["old one", "old two"]);
  const { events } = await c.settled(
    c.one.instance.chat.history(awa.actor, { conversation: pair, limit: 10 }),
  );
  assertEquals(events.flatMap((one) => one.kind === "message" ? [one.text] : []), ["Ours"]);
});

communityTest(
  "X1 - a direct conversation that an import left half done is free once it is taken back",
  1,
  async (c) => {
    const awa = await c.person("Awa"), ben = await c.person("Ben");
    const ended = () => Promise.reject(new Error("The process ended"));
    await assertRejects(() => bringPair(c, [awa, ben], ended), Error, "ended");
    const post = { to: "Ben", id: "1", text: "Ours" };
    await assertRejects(() => c.settled(c.one.instance.chat.post(awa.actor, post)), Unavailable);
    const stores = { stores: () => createKvPieces(c.kv), fraction: () => 0 };
    assertEquals(await c.settled(undoImport(c.kv, "imp", stores)), { is: "undone" });
    await c.settled(c.one.instance.chat.post(awa.actor, post));
  },
);

communityTest(
  "X1 - what a failed import left half done is removed, people talk there, and it goes on beside them",
  1,
  async (c) => {
    const awa = await c.person("Awa"), ben = await c.person("Ben");
    const ended = () => Promise.reject(new Error("It failed"));
    await assertRejects(() => bringPair(c, [awa, ben], ended), Error, "failed");
    const stores = { stores: () => createKvPieces(c.kv), fraction: () => 0 };
    await c.settled(removeHalf(c.kv, "imp", stores));
    await c.settled(removeHalf(c.kv, "imp", stores)); // nothing is left to do
    const { chat } = c.one.instance;
    await c.settled(chat.post(awa.actor, { to: "Ben", id: "1", text: "Ours" }));
    const pair = directId(awa.actor.user.id, ben.actor.user.id);
    const page = { conversation: pair, before: undefined, limit: 10 };
    const { events } = await c.settled(chat.history(ben.actor, page));
    assertEquals(events.map((event) => event.kind === "message" && event.text), ["Ours"]);
    await bringPair(c, [awa, ben], () => Promise.resolve());
    const { row, messages } = await broughtRoom(c.kv, "imp", "D1");
    assert(isGroup(row.id), "it came beside theirs");
    assertEquals(messages.map(({ text }) => text), ["old one", "old two"]);
    assertEquals((await verifyStore(c.kv)).findings, []);
  },
);

communityTest(
  "X1 - what an import writes as somebody who deletes their account meanwhile goes, too",
  1,
  async (c) => {
    const awa = await c.person("Awa"), ben = await c.person("Ben");
    await bringPair(c, [awa, ben], async () => {
      await c.settled(c.one.instance.identity.deleteAccount(ben.actor, PASSWORD, "go"));
      await c.pass(LAST_LOOK_MS + 5_000);
    });
    await c.pass(LAST_LOOK_MS + 5_000); // after its end
    const { messages } = await broughtRoom(c.kv, "imp", "D1");
    assertEquals(messages.map(({ text }) => text), ["old one", ""]);
  },
);

/** Erasures that are planned. */
async function erasures(c: Community): Promise<unknown[]> {
  const jobs = await c.settled(listAll<JobRow>(c.kv, keys.jobs()));
  return jobs.flatMap(({ value: { kind, payload } }) => kind === ERASE ? [payload] : []);
}

communityTest(
  "X1 - an import that broke off keeps no erasure going, and goes on without who is gone",
  1,
  async (c) => {
    const awa = await c.person("Awa"), ben = await c.person("Ben");
    const ended = () => Promise.reject(new Error("The process ended"));
    await assertRejects(() => bringPair(c, [awa, ben], ended), Error, "ended");
    const { kv, clock } = c;
    const hold = await c.settled(takeHold({ kv, clock, random: new SeededRandom(3) }, "imp"));
    await c.settled(c.one.instance.identity.deleteAccount(ben.actor, PASSWORD, "go"));
    await c.pass(LAST_LOOK_MS + 5_000);
    const again = { user: ben.actor.user.id, messages: "go" };
    assertEquals(await erasures(c), [again], "somebody works on it: it may write any moment");
    await c.settled(hold!.release());
    await c.pass(LOOK_AGAIN_MS + 5_000);
    assertEquals(await erasures(c), [], "nobody does");
    await bringPair(c, [awa, ben], () => Promise.resolve());
    const { messages } = await broughtRoom(c.kv, "imp", "D1");
    assertEquals(messages.map(({ by }) => by === ben.actor.user.id), [false, false]);
  },
);

communityTest(
  "X1 - an import writes as nobody who deleted their account before it began",
  1,
  async (c) => {
    const awa = await c.person("Awa"), ben = await c.person("Ben");
    await c.settled(c.one.instance.identity.deleteAccount(ben.actor, PASSWORD, "go"));
    await bringPair(c, [awa, ben], () => Promise.resolve());
    const { messages } = await broughtRoom(c.kv, "imp", "D1");
    assertEquals(messages[0]?.by, awa.actor.user.id);
    assert(messages[1] && messages[1].by !== ben.actor.user.id);
  },
);
