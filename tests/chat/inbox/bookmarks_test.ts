import { assert, assertEquals } from "@std/assert";
import { BOOKMARK_NOTE, MAX_BOOKMARKS } from "../../../lib/protocol/limits.ts";
import { createBookmarkRows } from "../../../lib/store/messages/bookmark_rows.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { oneInstance } from "../../support/one_instance.ts";

const GENERAL = { conversation: "general" };
const PAGE = { limit: 50 };

async function keeping(messages: number) {
  const { fixture, chat, heard } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  for (let n = 1; n <= messages; n++) await chat.post(ben, { ...GENERAL, ...saying(`${n}`) });
  const keep = (target: number, note?: string, on = true) =>
    chat.bookmark(ana, { ...GENERAL, target, on, note });
  const kept = async (page: { after?: string; limit: number } = PAGE, who = ana) =>
    (await chat.bookmarks(who, page)).bookmarks.map(({ event, note }) =>
      `${event.kind === "message" ? event.text : "?"}${note === undefined ? "" : `: ${note}`}`
    );
  const marks = async (who = ana) => (await chat.history(who, { ...GENERAL, limit: 50 })).own ?? {};
  return { fixture, chat, heard, ana, ben, keep, kept, marks };
}

Deno.test("bookmarks - one's own alone, the last first, with a note; twice is once (M12)", async () => {
  const { chat, heard, ana, ben, keep, kept, marks } = await keeping(3);
  await keep(1, "  recipe\nfor wax ");
  await keep(3);
  await keep(1);
  assertEquals(await kept(), ["3", "1: recipe for wax"], "the note stays, and the order");
  assertEquals(Object.keys(await marks()), ["1", "3"]);
  assertEquals((await marks())[1]?.bookmark?.note, "recipe for wax");
  assertEquals([await kept(PAGE, ben), await marks(ben)], [[], {}], "nobody else sees it");
  const told = heard.flatMap(({ topic, message }) =>
    message.type === "bookmark" ? [[topic, message.target, message.bookmark?.note]] : []
  );
  const mine = `user:${ana.user.id}`;
  assertEquals(told[0], [mine, 1, "recipe for wax"], "one's own devices are told, and no others");
  await keep(1, "");
  await keep(3, undefined, false);
  await keep(3, undefined, false);
  assertEquals(await kept(), ["1"]);
  await chat.react(ana, { ...GENERAL, target: 1, emoji: "🌳", on: true });
  await keep(1, undefined, false);
  assertEquals((await marks())[1], { reactions: ["🌳"] }, "what else one marked stays");
});

Deno.test("bookmarks - are marked on a page of another instance too, without another mark there", async () => {
  const { fixture, chat, ana, keep } = await keeping(3);
  const two = await fixture.start("two");
  const marked = async () =>
    Object.keys((await two.chat.history(ana, { ...GENERAL, limit: 9 })).own ?? {});
  assertEquals(await marked(), []);
  await keep(2);
  await fixture.clock.advance(10_000);
  assertEquals(await marked(), ["2"]);
  await two.chat.bookmark(ana, { ...GENERAL, target: 2, on: false });
  await fixture.clock.advance(10_000);
  assertEquals((await chat.history(ana, { ...GENERAL, limit: 9 })).own, undefined);
});

Deno.test("bookmarks - come in pages, whatever is taken off meanwhile", async () => {
  const { chat, ana, keep, kept } = await keeping(7);
  for (let n = 1; n <= 6; n++) await keep(n);
  const first = await chat.bookmarks(ana, { limit: 2 });
  assertEquals(await kept({ limit: 2 }), ["6", "5"]);
  await keep(5, undefined, false);
  await keep(7);
  assertEquals(await kept({ limit: 2, after: first.next }), ["4", "3"]);
  assertEquals((await chat.bookmarks(ana, { limit: 6 })).next, undefined);
  assertEquals(await kept({ limit: 2, after: "nonsense" }), []);
});

Deno.test("bookmarks - only of what one may read, and as long as one may", async () => {
  const { fixture, chat, ana, ben, keep, kept } = await keeping(1);
  await keep(1, "fine");
  await assertRefused(() => keep(1, "x".repeat(BOOKMARK_NOTE + 1)), "text-too-long");
  for (const seq of [2, 99]) await assertRefused(() => keep(seq), "unknown-message");
  const { id } = await chat.create(ben, { name: "tea", private: true });
  const { seq: target } = await chat.post(ben, { conversation: id, ...saying("psst") });
  const there = { conversation: id, target, on: true };
  await chat.bookmark(ben, there);
  await assertRefused(() => chat.bookmark(ana, there), "unknown-conversation");
  await chat.invite(ben, { conversation: id, user: "ana" });
  await chat.join(ana, { conversation: id });
  await chat.bookmark(ana, there);
  assertEquals(await kept(), ["psst", "1: fine"]);
  await chat.leave(ana, { conversation: id });
  await fixture.clock.advance(60_000);
  assertEquals(await kept(), ["1: fine"]);
});

Deno.test("bookmarks - so many a person, on two instances at once too", async () => {
  const { fixture, chat, ana, kept } = await keeping(3);
  const rows = createBookmarkRows(fixture.store);
  const rules = { isThere: () => true, limit: 2 };
  const set = (seq: number) => rows.set(ana.user.id, { ...GENERAL, seq }, { at: 1 }, rules);
  await set(1);
  const done = await Promise.all([set(2), set(3)]);
  assertEquals(done.map(({ is }) => is).sort(), ["done", "full"]);
  assertEquals((await kept()).length, 2);
  assertEquals((await set(1)).is, "done", "what is kept already is");
  assert(MAX_BOOKMARKS * 60 < 60_000, "a list fits into a row");
  await chat.bookmark(ana, { ...GENERAL, target: 1, on: false });
  assertEquals((await set(3)).is, "done");
});

Deno.test("bookmarks - with their message they go from everyone, note and all (M3)", async () => {
  const kv = new MemoryKv();
  const { clock, instance, person } = await oneInstance({ kv });
  const { chat } = instance;
  const ana = await person("ana");
  const post = (text: string) =>
    clock.runUntil(chat.post(ana, { ...GENERAL, id: crypto.randomUUID(), text }));
  const { seq: target } = await post("the code is 4711");
  const { seq: other } = await post("soup");
  const people = [ana];
  for (let n = 0; n < 60; n++) people.push(await person(`p${n}`));
  for (const who of people) {
    for (const one of [target, other]) {
      const asked = { ...GENERAL, target: one, on: true, note: `note of ${one}` };
      await clock.runUntil(chat.bookmark(who, asked));
    }
  }
  const rows = async () => {
    const all = await kv.list({ prefix: [] }, { limit: 99_999 });
    return all.map(({ key, value }) => JSON.stringify([key, value]));
  };
  const notes = async (seq: number) =>
    (await rows()).filter((row) => row.includes(`note of ${seq}`)).length;
  assertEquals(await notes(target), 61);
  await clock.runUntil(chat.delete(ana, { ...GENERAL, target }));
  await clock.advance(60_000);
  assertEquals([await notes(target), await notes(other)], [0, 61]);
  const left = (await rows()).filter((row) =>
    /"(referred|bookmarker)"/.test(row) && row.includes(`,${target}`)
  );
  assertEquals(left, []);
  const { bookmarks } = await clock.runUntil(chat.bookmarks(ana, PAGE));
  assertEquals(bookmarks.map(({ event }) => event.seq), [other]);
  await clock.runUntil(instance.close());
});

Deno.test("bookmarks - one that is set while its message is deleted is not left behind (M3)", async () => {
  const { fixture, chat, ben, ana } = await keeping(8);
  const two = await fixture.start("two");
  const rows = createBookmarkRows(fixture.store);
  for (let target = 1; target <= 8; target++) {
    const asked = { ...GENERAL, target, on: true, note: "kept" };
    await fixture.clock.runUntil(Promise.allSettled([
      chat.delete(ben, { ...GENERAL, target }),
      two.chat.bookmark(ana, asked),
    ]));
    const jobs = await fixture.store.list({ prefix: ["job"] }, { limit: 99 });
    const planned = jobs.some(({ value }) => JSON.stringify(value).includes(`"seq":${target}}`));
    const kept = (await rows.places(ana.user.id)).some(({ seq }) => seq === target);
    assertEquals(planned, kept, "whoever kept it has a job that forgets it");
  }
});
