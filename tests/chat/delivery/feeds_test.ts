import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { createFeeds } from "../../../lib/chat/delivery/feeds.ts";
import type { ConversationLog } from "../../../lib/log/log.ts";
import type { OnItsWay } from "../../support/fake_bus.ts";
import { type ChatInstance, ChatInstances, saying } from "../../support/chat_instances.ts";

const GENERAL = { conversation: "general" };

/** Two instances: ana posts on one, the other follows. */
async function pair() {
  const { fixture, ...one } = await ChatInstances.open();
  const two = await fixture.start("two");
  const ana = await fixture.person("ana");
  const post = (text = "x") => one.chat.post(ana, { ...GENERAL, ...saying(text) });
  return { fixture, one, two, ana, post };
}

const seqs = ({ delivered }: ChatInstance) =>
  delivered.flatMap((batch) => batch.events.map((event) => event.seq));

Deno.test("feeds - events arrive here and elsewhere, in order, with who wrote them (D4)", async () => {
  const { fixture, one, two, ana, post } = await pair();
  await Promise.all([one.feeds.open("general"), two.feeds.open("general")]);
  await post();
  await post();
  await fixture.clock.settle();
  assertEquals([seqs(one), seqs(two)], [[1, 2], [1, 2]]);
  assertEquals(two.delivered[0]?.users[ana.user.id]?.name, "ana");
  assertEquals(two.feeds.position("general"), 2);
});

Deno.test("feeds - what one commit adds is one batch", async () => {
  const { fixture, one, two, post } = await pair();
  await two.feeds.open("general");
  await post();
  await Promise.all(Array.from({ length: 20 }, () => post()));
  await fixture.clock.settle();
  assert(one.kv.take().length > 0);
  const sizes = two.delivered.map((batch) => batch.events.length);
  assertEquals(sizes.reduce((sum, size) => sum + size), 21);
  assert(sizes.length < 10, `${sizes}`);
});

Deno.test("feeds - nothing is delivered before a feed is open, nor after it is closed", async () => {
  const { fixture, two, post } = await pair();
  await post();
  assertEquals(two.feeds.position("general"), undefined);
  assertEquals(await two.feeds.open("general"), 1);
  assertEquals(await two.feeds.open("general"), 1);
  two.feeds.close("general");
  await post();
  await fixture.clock.settle();
  assertEquals(seqs(two), [2]);
  two.feeds.close("general");
  await fixture.clock.settle();
  assertEquals([two.feeds.position("general"), two.bus.follows("conversation:general")], [
    undefined,
    false,
  ]);
  await post();
  await fixture.clock.settle();
  assertEquals(seqs(two), [2]);
});

Deno.test("feeds - what is committed while a feed opens is not missed (D4)", async () => {
  const { fixture, two, post } = await pair();
  const steps: Array<() => void> = [];
  const pause = () => new Promise<void>((resolve) => steps.push(resolve));
  const log: ConversationLog = {
    append: (request) => two.log.append(request),
    read: (conversation, range) => two.log.read(conversation, range),
    entries: (conversation, seqs) => two.log.entries(conversation, seqs),
    async heads(conversations) {
      const heads = await two.log.heads(conversations);
      await pause(); // the answer is on its way
      return heads;
    },
    noteRemoteAppend: (conversation, seq) => two.log.noteRemoteAppend(conversation, seq),
    oldestPendingMs: () => two.log.oldestPendingMs(),
    drain: () => two.log.drain(),
  };
  two.bus.following = pause;
  const feeds = createFeeds({ ...two, log });
  const heard: number[] = [];
  feeds.onDeliver((batch) => heard.push(...batch.events.map((event) => event.seq)));
  const opening = feeds.open("general");
  for (let step = 0; step < 2; step++) {
    await post();
    await fixture.clock.settle();
    steps.shift()?.();
    await fixture.clock.settle();
  }
  assertEquals([await opening, steps.length, heard], [2, 0, [2]]);
});

Deno.test("feeds - of a batch that was had in part, the rest is delivered (D4)", async () => {
  const { fixture, two, post } = await pair();
  await two.feeds.open("general");
  for (let n = 0; n < 2; n++) await post();
  await fixture.clock.settle();
  fixture.buses.copies = () => 0;
  await post();
  const batch = await two.feeds.read("general", { after: 1, limit: 2 });
  two.bus.receive("conversation:general", { type: "events", batch });
  assertEquals(seqs(two), [1, 2, 3]);
});

Deno.test("feeds - a gap is filled from the log, once, before what lies behind it (D4)", async () => {
  const { fixture, two, post } = await pair();
  await two.feeds.open("general");
  fixture.buses.copies = () => 0;
  for (let n = 0; n < 5; n++) await post();
  await fixture.clock.settle();
  fixture.buses.copies = () => 2;
  two.kv.take();
  await post();
  await fixture.clock.settle();
  assertEquals(seqs(two), [1, 2, 3, 4, 5, 6]);
  assertEquals(two.kv.take().filter((call) => call.call === "list").length, 1);
});

Deno.test("feeds - what others wrote is said to the log, so that its next append reads first", async () => {
  const { fixture, two, ana, post } = await pair();
  await two.feeds.open("general");
  await two.chat.post(ana, { ...GENERAL, ...saying("the head is known") });
  await post();
  await fixture.clock.settle();
  let refused = 0;
  two.kv.answer = (result) => {
    if (!result.ok) refused++;
    return result;
  };
  await two.chat.post(ana, { ...GENERAL, ...saying("on top of it") });
  assertEquals([refused, (await two.log.heads(["general"]))[0]?.seq], [0, 3]);
});

Deno.test("feeds - hints for a conversation that nobody follows cost nothing", async () => {
  const { fixture, one, two, post } = await pair();
  await two.feeds.open("general");
  const { conversation } = await one.chat.post(
    await fixture.person("ben"),
    saying("x", { to: "ben" }),
  );
  two.kv.take();
  two.bus.receive(`conversation:${conversation}`, {
    type: "events",
    batch: { conversation, events: [], users: {} },
  });
  await post();
  await fixture.clock.settle();
  assertEquals([two.kv.take().length, seqs(two)], [0, [1]]);
});

Deno.test("feeds - a suspicion compares the heads and catches up", async () => {
  const { fixture, two, post } = await pair();
  await two.feeds.open("general");
  fixture.buses.copies = () => 0;
  for (let n = 0; n < 3; n++) await post();
  await fixture.clock.settle();
  assertEquals(seqs(two), []);
  fixture.buses.suspect();
  await fixture.clock.settle();
  assertEquals(seqs(two), [1, 2, 3]);
});

Deno.test("feeds - while the store is away a repair is tried again, and then complete", async () => {
  const { fixture, two, post } = await pair();
  await two.feeds.open("general");
  fixture.buses.copies = () => 0;
  await post();
  await fixture.clock.settle();
  fixture.buses.copies = () => 1;
  two.kv.away = true;
  for (let n = 0; n < 100; n++) await post(); // more hints than wait
  await fixture.clock.advance(20_000);
  assertEquals(seqs(two), []);
  two.kv.away = false;
  await fixture.clock.advance(5_000);
  assertEquals(seqs(two), Array.from({ length: 101 }, (_, n) => n + 1));
  fixture.buses.copies = () => 0;
  await post();
  two.kv.away = true;
  fixture.buses.suspect();
  await fixture.clock.advance(3_000);
  two.kv.away = false;
  await fixture.clock.advance(1_000);
  assertEquals(seqs(two).at(-1), 102);
});

Deno.test("feeds - an opening that fails fails for all who wait, and can be tried again", async () => {
  const { fixture, two, post } = await pair();
  await post();
  two.kv.away = true;
  const openings = [two.feeds.open("general"), two.feeds.open("general")];
  for (const opening of openings) await assertRejects(() => opening);
  assertEquals(two.bus.follows("conversation:general"), false);
  two.kv.away = false;
  assertEquals(await two.feeds.open("general"), 1);
  await post();
  await fixture.clock.settle();
  assertEquals(seqs(two), [2]);
});

Deno.test("feeds - a hint of what the log does not hold is dropped", async () => {
  const { fixture, two, ana, post } = await pair();
  await two.feeds.open("general");
  const event = { kind: "join", seq: 5, at: 0, by: ana.user.id } as const;
  two.bus.receive("conversation:general", {
    type: "events",
    batch: {
      conversation: "general",
      events: [event],
      users: { [ana.user.id]: { name: "ana", role: "member" } },
    },
  });
  await fixture.clock.settle();
  for (let n = 0; n < 6; n++) await post();
  await fixture.clock.settle();
  assertEquals(seqs(two), [1, 2, 3, 4, 5, 6]);
  assertEquals(two.delivered.flatMap((batch) => batch.events)[4]?.kind, "message");
});

Deno.test("feeds - a listener that throws does not keep others from hearing", async () => {
  const { fixture, two, post } = await pair();
  const feeds = createFeeds(two);
  const heard: number[] = [];
  feeds.onDeliver(() => {
    throw new Error("broken");
  });
  feeds.onDeliver((batch) => void heard.push(batch.events.length));
  await feeds.open("general");
  for (let n = 0; n < 2; n++) {
    await post();
    await fixture.clock.settle();
  }
  assertEquals(heard, [1, 1]);
  assertEquals(fixture.reports.length, 2);
});

Deno.test("feeds - any order, loss and doubling of hints gives each event once, in order (D4)", async () => {
  /** For each hint: how often it comes, how soon, and whether everything settles after it. */
  const fates = fc.array(
    fc.record({ copies: fc.integer({ min: 0, max: 3 }), rank: fc.nat(9), settle: fc.boolean() }),
    { minLength: 1, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(fates, async (fates) => {
      const { fixture, two, post } = await pair();
      await two.feeds.open("general");
      fixture.buses.holding = true;
      for (const _ of fates) await post();
      await fixture.clock.settle();
      const hints: Array<{ way: OnItsWay; rank: number; settle: boolean }> = [];
      fixture.buses.held.splice(0).forEach((way, n) => {
        const fate = fates[n % fates.length];
        for (let copy = 0; copy < (fate?.copies ?? 1); copy++) {
          hints.push({ way, rank: (fate?.rank ?? 0) + 3 * copy, settle: fate?.settle === true });
        }
      });
      for (const { way, settle } of hints.toSorted((a, b) => a.rank - b.rank)) {
        fixture.buses.arrive(way);
        if (settle) await fixture.clock.settle();
      }
      fixture.buses.suspect();
      await fixture.clock.settle();
      assertEquals(seqs(two), fates.map((_, n) => n + 1));
    }),
    { numRuns: 100 },
  );
});

Deno.test("feeds - an edit without words is a hint that the log moved, and is read there (M1)", async () => {
  const { fixture, one, two, ana, post } = await pair();
  await two.feeds.open("general");
  const { seq: target } = await post("before");
  await fixture.clock.settle();
  await two.chat.history(ana, { ...GENERAL, limit: 1 }); // who ana is need not be read
  fixture.buses.copies = () => 0; // nothing is told of it
  const edited = await one.chat.edit(ana, { ...GENERAL, target, text: "after" });
  const [entry] = await one.log.read("general", { after: edited.seq - 1, limit: 1 });
  assert(entry);
  // As of a commit whose answer was lost: what it changed is not at hand.
  two.feeds.committed([{ conversation: "general", entries: [entry], alone: false }]);
  await fixture.clock.settle();
  const words = two.delivered.flatMap(({ events }) => events)
    .flatMap((event) => event.kind === "edit" ? [event.text] : []);
  assertEquals(words, ["after"]);
});
