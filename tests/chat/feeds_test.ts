import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { createFeeds } from "../../lib/chat/feeds.ts";
import type { ConversationLog } from "../../lib/store/conversation_log.ts";
import type { OnItsWay } from "../support/fake_bus.ts";
import { type ChatInstance, ChatInstances, saying } from "../support/chat_instances.ts";

const GENERAL = { conversation: "general" };

/** Two instances: ana posts on one, the other follows. */
async function pair() {
  const { world, ...one } = await ChatInstances.open();
  const two = await world.start("two");
  const ana = await world.person("ana");
  const post = (text = "x") => one.chat.post(ana, { ...GENERAL, ...saying(text) });
  return { world, one, two, ana, post };
}

const seqs = ({ delivered }: ChatInstance) =>
  delivered.flatMap((batch) => batch.events.map((event) => event.seq));

Deno.test("feeds - events arrive here and elsewhere, in order, with who wrote them (D4)", async () => {
  const { world, one, two, ana, post } = await pair();
  await Promise.all([one.feeds.open("general"), two.feeds.open("general")]);
  await post();
  await post();
  await world.clock.settle();
  assertEquals([seqs(one), seqs(two)], [[1, 2], [1, 2]]);
  assertEquals(two.delivered[0]?.users[ana.user.id]?.name, "ana");
  assertEquals(two.feeds.position("general"), 2);
});

Deno.test("feeds - what one commit adds is one batch", async () => {
  const { world, one, two, post } = await pair();
  await two.feeds.open("general");
  await post();
  await Promise.all(Array.from({ length: 20 }, () => post()));
  await world.clock.settle();
  assert(one.kv.take().length > 0);
  const sizes = two.delivered.map((batch) => batch.events.length);
  assertEquals(sizes.reduce((sum, size) => sum + size), 21);
  assert(sizes.length < 10, `${sizes}`);
});

Deno.test("feeds - nothing is delivered before a feed is open, nor after it is closed", async () => {
  const { world, two, post } = await pair();
  await post();
  assertEquals(two.feeds.position("general"), undefined);
  assertEquals(await two.feeds.open("general"), 1);
  assertEquals(await two.feeds.open("general"), 1);
  two.feeds.close("general");
  await post();
  await world.clock.settle();
  assertEquals(seqs(two), [2]);
  two.feeds.close("general");
  await world.clock.settle();
  assertEquals([two.feeds.position("general"), two.bus.follows("conversation:general")], [
    undefined,
    false,
  ]);
  await post();
  await world.clock.settle();
  assertEquals(seqs(two), [2]);
});

Deno.test("feeds - what is committed while a feed opens is not missed (D4)", async () => {
  const { world, two, post } = await pair();
  const steps: Array<() => void> = [];
  const pause = () => new Promise<void>((resolve) => steps.push(resolve));
  const log: ConversationLog = {
    append: (request) => two.log.append(request),
    read: (conversation, range) => two.log.read(conversation, range),
    async heads(conversations) {
      const heads = await two.log.heads(conversations);
      await pause(); // the answer is on its way
      return heads;
    },
    heard: (conversation, seq) => two.log.heard(conversation, seq),
    drain: () => two.log.drain(),
  };
  two.bus.following = pause;
  const feeds = createFeeds({ ...two, log });
  const heard: number[] = [];
  feeds.onDeliver((batch) => heard.push(...batch.events.map((event) => event.seq)));
  const opening = feeds.open("general");
  for (let step = 0; step < 2; step++) {
    await post();
    await world.clock.settle();
    steps.shift()?.();
    await world.clock.settle();
  }
  assertEquals([await opening, steps.length, heard], [2, 0, [2]]);
});

Deno.test("feeds - of a batch that was had in part, the rest is delivered (D4)", async () => {
  const { world, two, post } = await pair();
  await two.feeds.open("general");
  for (let n = 0; n < 2; n++) await post();
  await world.clock.settle();
  world.buses.copies = () => 0;
  await post();
  const batch = await two.feeds.read("general", { after: 1, limit: 2 });
  two.bus.receive("conversation:general", { type: "events", batch });
  assertEquals(seqs(two), [1, 2, 3]);
});

Deno.test("feeds - a hole is filled from the log, once, before what lies behind it (D4)", async () => {
  const { world, two, post } = await pair();
  await two.feeds.open("general");
  world.buses.copies = () => 0;
  for (let n = 0; n < 5; n++) await post();
  await world.clock.settle();
  world.buses.copies = () => 2;
  two.kv.take();
  await post();
  await world.clock.settle();
  assertEquals(seqs(two), [1, 2, 3, 4, 5, 6]);
  assertEquals(two.kv.take().filter((call) => call.call === "list").length, 1);
});

Deno.test("feeds - what others wrote is said to the log, so that its next append reads first", async () => {
  const { world, two, ana, post } = await pair();
  await two.feeds.open("general");
  await two.chat.post(ana, { ...GENERAL, ...saying("the head is known") });
  await post();
  await world.clock.settle();
  let refused = 0;
  two.kv.answer = (result) => {
    if (!result.ok) refused++;
    return result;
  };
  await two.chat.post(ana, { ...GENERAL, ...saying("on top of it") });
  assertEquals([refused, (await two.log.heads(["general"]))[0]?.seq], [0, 3]);
});

Deno.test("feeds - hints for a conversation that nobody follows cost nothing", async () => {
  const { world, one, two, post } = await pair();
  await two.feeds.open("general");
  const { conversation } = await one.chat.post(
    await world.person("ben"),
    saying("x", { to: "ben" }),
  );
  two.kv.take();
  two.bus.receive(`conversation:${conversation}`, {
    type: "events",
    batch: { conversation, events: [], users: {} },
  });
  await post();
  await world.clock.settle();
  assertEquals([two.kv.take().length, seqs(two)], [0, [1]]);
});

Deno.test("feeds - a suspicion compares the heads and catches up", async () => {
  const { world, two, post } = await pair();
  await two.feeds.open("general");
  world.buses.copies = () => 0;
  for (let n = 0; n < 3; n++) await post();
  await world.clock.settle();
  assertEquals(seqs(two), []);
  world.buses.suspect();
  await world.clock.settle();
  assertEquals(seqs(two), [1, 2, 3]);
});

Deno.test("feeds - while the store is away a repair is tried again, and then complete", async () => {
  const { world, two, post } = await pair();
  await two.feeds.open("general");
  world.buses.copies = () => 0;
  await post();
  await world.clock.settle();
  world.buses.copies = () => 1;
  two.kv.away = true;
  for (let n = 0; n < 100; n++) await post(); // more hints than wait
  await world.clock.advance(20_000);
  assertEquals(seqs(two), []);
  two.kv.away = false;
  await world.clock.advance(5_000);
  assertEquals(seqs(two), Array.from({ length: 101 }, (_, n) => n + 1));
  world.buses.copies = () => 0;
  await post();
  two.kv.away = true;
  world.buses.suspect();
  await world.clock.advance(3_000);
  two.kv.away = false;
  await world.clock.advance(1_000);
  assertEquals(seqs(two).at(-1), 102);
});

Deno.test("feeds - an opening that fails fails for all who wait, and can be tried again", async () => {
  const { world, two, post } = await pair();
  await post();
  two.kv.away = true;
  const openings = [two.feeds.open("general"), two.feeds.open("general")];
  for (const opening of openings) await assertRejects(() => opening);
  assertEquals(two.bus.follows("conversation:general"), false);
  two.kv.away = false;
  assertEquals(await two.feeds.open("general"), 1);
  await post();
  await world.clock.settle();
  assertEquals(seqs(two), [2]);
});

Deno.test("feeds - a hint of what the log does not hold is dropped", async () => {
  const { world, two, ana, post } = await pair();
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
  await world.clock.settle();
  for (let n = 0; n < 6; n++) await post();
  await world.clock.settle();
  assertEquals(seqs(two), [1, 2, 3, 4, 5, 6]);
  assertEquals(two.delivered.flatMap((batch) => batch.events)[4]?.kind, "message");
});

Deno.test("feeds - a listener that throws does not keep others from hearing", async () => {
  const { world, two, post } = await pair();
  const feeds = createFeeds(two);
  const heard: number[] = [];
  feeds.onDeliver(() => {
    throw new Error("broken");
  });
  feeds.onDeliver((batch) => void heard.push(batch.events.length));
  await feeds.open("general");
  for (let n = 0; n < 2; n++) {
    await post();
    await world.clock.settle();
  }
  assertEquals(heard, [1, 1]);
  assertEquals(world.reports.length, 2);
});

Deno.test("feeds - any order, loss and doubling of hints gives each event once, in order (D4)", async () => {
  /** For each hint: how often it comes, how soon, and whether the world settles after it. */
  const fates = fc.array(
    fc.record({ copies: fc.integer({ min: 0, max: 3 }), rank: fc.nat(9), settle: fc.boolean() }),
    { minLength: 1, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(fates, async (fates) => {
      const { world, two, post } = await pair();
      await two.feeds.open("general");
      world.buses.holding = true;
      for (const _ of fates) await post();
      await world.clock.settle();
      const hints: Array<{ way: OnItsWay; rank: number; settle: boolean }> = [];
      world.buses.held.splice(0).forEach((way, n) => {
        const fate = fates[n % fates.length];
        for (let copy = 0; copy < (fate?.copies ?? 1); copy++) {
          hints.push({ way, rank: (fate?.rank ?? 0) + 3 * copy, settle: fate?.settle === true });
        }
      });
      for (const { way, settle } of hints.toSorted((a, b) => a.rank - b.rank)) {
        world.buses.arrive(way);
        if (settle) await world.clock.settle();
      }
      world.buses.suspect();
      await world.clock.settle();
      assertEquals(seqs(two), fates.map((_, n) => n + 1));
    }),
    { numRuns: 100 },
  );
});
