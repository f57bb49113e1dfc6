import { assert, assertEquals } from "@std/assert";
import { GENERAL, type MessageEvent } from "../../../lib/protocol/events.ts";
import { Unavailable } from "../../../lib/kv/kv.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

async function rooms() {
  const opened = await ChatInstances.open();
  const { fixture, chat } = opened;
  const [mod, ana, ben] = [
    await fixture.person("mod", "moderator"),
    await fixture.person("ana"),
    await fixture.person("ben"),
  ];
  const garden = (await chat.create(mod, { name: "garden" })).id;
  const say = (text: string, more: object = {}) =>
    chat.post(ana, { ...saying(text), conversation: GENERAL, ...more });
  const page = async (conversation: string, who = mod, of = chat) =>
    (await of.history(who, { conversation, limit: 100 })).events;
  const messages = async (conversation: string, who = mod, of = chat) =>
    (await page(conversation, who, of)).filter((one): one is MessageEvent =>
      one.kind === "message"
    );
  const move = (target: number, to = garden, by = mod) =>
    chat.move(by, { conversation: GENERAL, target, to });
  return { ...opened, mod, ana, ben, garden, say, page, messages, move };
}

Deno.test("moves - the message stands in the other room as it reads now, and a stub leads there (M14)", async () => {
  const { fixture, chat, mod, ana, garden, say, page, messages, move } = await rooms();
  const { seq, at } = await say("belongs in the gardn");
  await chat.edit(ana, { conversation: GENERAL, target: seq, text: "belongs in the garden" });
  await chat.react(ana, { conversation: GENERAL, target: seq, emoji: "🌳", on: true });
  const placed = await move(seq);
  const [there] = await messages(garden);
  assert(there);
  assertEquals(placed.moved, { conversation: garden, seq: there.seq });
  assertEquals([there.text, there.by], ["belongs in the garden", ana.user.id]);
  assertEquals(there.movedHere, { by: mod.user.id, at, name: GENERAL });
  assertEquals([there.version, there.reactions], [undefined, undefined]);
  const stub = (await messages(GENERAL)).find((one) => one.seq === seq);
  assertEquals([stub?.text, stub?.deletedAt !== undefined], ["", true]);
  assertEquals(stub?.moved, { conversation: garden, seq: there.seq, name: "garden" });
  const event = (await page(GENERAL)).at(-1);
  assert(event?.kind === "move" && event.target === seq && event.to.seq === there.seq);
  const kept = JSON.stringify(await fixture.store.list({ prefix: [] }, { limit: 10_000 }));
  assert(kept.includes("belongs in the garden"));
  assert(!kept.includes("gardn"), "no version of it is left");
});

Deno.test("moves - asked again, or by two at once, it is moved once (M14)", async () => {
  const { fixture, ana, garden, say, messages, move, mod } = await rooms();
  const two = await fixture.start("two");
  const { seq } = await say("once");
  const [one, other] = await Promise.all([
    move(seq),
    two.chat.move(mod, { conversation: GENERAL, target: seq, to: garden }),
  ]);
  assertEquals(one.moved, other.moved);
  assertEquals((await move(seq)).moved, one.moved);
  assertEquals((await messages(garden)).map(({ text }) => text), ["once"]);
  assertEquals((await messages(garden, mod, two.chat)).length, 1);
  await assertRefused(() => move(seq, GENERAL), "invalid-field");
  await assertRefused(() => move(seq, garden, ana), "not-allowed");
});

Deno.test("moves - only between rooms that the moderator is in, of what has words and no votes", async () => {
  const { fixture, chat, mod, ana, ben, garden, say, move } = await rooms();
  const { seq } = await say("here");
  const { id: secret } = await chat.create(ana, { name: "secret", private: true });
  await assertRefused(() => move(seq, secret), "unknown-conversation");
  const { id: open } = await chat.create(ana, { name: "open" });
  await assertRefused(() => move(seq, open), "not-member");
  const direct = await chat.open(mod, "ana");
  await assertRefused(() => move(seq, direct.id), "invalid-field");
  const { seq: said } = await chat.post(ana, { ...saying("x"), conversation: direct.id });
  const away = { conversation: direct.id, target: said, to: garden };
  await assertRefused(() => chat.move(mod, away), "not-allowed");
  const { seq: poll } = await say("which?", { poll: { options: ["a", "b"] } });
  await chat.vote(ben, { conversation: GENERAL, target: poll, options: [0] });
  await assertRefused(() => move(poll), "poll-has-votes");
  await chat.vote(ben, { conversation: GENERAL, target: poll, options: [] });
  assert((await move(poll)).moved.seq > 0);
  await chat.delete(ana, { conversation: GENERAL, target: seq });
  await assertRefused(() => move(seq), "unknown-message");
  await fixture.clock.advance(1);
});

Deno.test("moves - several go one after the other, in their order; what cannot go stays (M14)", async () => {
  const { chat, mod, ana, garden, say, messages } = await rooms();
  const seqs: number[] = [];
  for (const text of ["one", "two", "gone", "three"]) seqs.push((await say(text)).seq);
  const [one = 0, two = 0, gone = 0, three = 0] = seqs;
  await chat.delete(ana, { conversation: GENERAL, target: gone });
  const all = { conversation: GENERAL, targets: [three, gone, one, two, one], to: garden };
  const done = await chat.moveAll(mod, all);
  const there = await messages(garden);
  assertEquals(there.map(({ text }) => text), ["one", "two", "three"]);
  assertEquals(
    done.moved,
    [one, two, three].map((target, n) => ({ target, seq: there[n]?.seq ?? 0 })),
  );
  assertEquals(done.stayed, [{ target: gone, code: "unknown-message" }]);
  assertEquals(await chat.moveAll(mod, all), done, "asked again, it is moved once");
  assertEquals((await messages(garden)).length, 3);
});

Deno.test("moves - of several none goes where the room or the mover is the reason, and that is said", async () => {
  const { chat, mod, ana, garden, say, messages } = await rooms();
  const targets = [(await say("one")).seq, (await say("two")).seq];
  const asked = { conversation: GENERAL, targets, to: garden };
  await assertRefused(() => chat.moveAll(ana, asked), "not-allowed");
  const { id: open } = await chat.create(ana, { name: "open" });
  await assertRefused(() => chat.moveAll(mod, { ...asked, to: open }), "not-member");
  await assertRefused(() => chat.moveAll(mod, { ...asked, targets: [9_999] }), "unknown-message");
  assertEquals(await messages(garden), []);
  assertEquals((await chat.moveAll(mod, asked)).moved.length, 2);
});

Deno.test("moves - it is unread there to all but nobody counts as having read by it", async () => {
  const { chat, mod, ana, garden, say, move } = await rooms();
  await chat.join(ana, { conversation: garden });
  await chat.post(mod, { ...saying("before"), conversation: garden });
  const { seq } = await say("moved");
  await move(seq);
  const { unread } = await chat.summary(ana, { conversation: garden });
  assertEquals(unread, 2, "its author has not read the room by it");
  assertEquals((await chat.summary(mod, { conversation: garden })).unread, 1);
});

Deno.test("moves - its author may take it back there, also without being in that room (M3)", async () => {
  const { chat, ana, garden, say, messages, move } = await rooms();
  const { seq } = await say("mine");
  const { moved } = await move(seq);
  await chat.delete(ana, { conversation: garden, target: moved.seq });
  assertEquals((await messages(garden)).map(({ text }) => text), [""]);
});

Deno.test("moves - among messages to both rooms at once, every log is whole and nothing is lost (D2)", async () => {
  const { fixture, chat, ana, mod, garden, say, page, messages } = await rooms();
  const two = await fixture.start("two");
  await chat.join(ana, { conversation: garden });
  const seqs: number[] = [];
  for (let n = 0; n < 8; n++) seqs.push((await say(`move ${n}`)).seq);
  const write = (of: typeof chat, conversation: string, n: number) =>
    of.post(n % 2 ? ana : mod, { ...saying(`say ${n}`), conversation });
  let done = false;
  const all = Promise.all([
    ...seqs.map((seq, n) =>
      (n % 2 ? chat : two.chat).move(mod, { conversation: GENERAL, target: seq, to: garden })
    ),
    ...Array.from(
      { length: 24 },
      (_, n) => write(n % 3 ? chat : two.chat, n % 4 ? garden : GENERAL, n),
    ),
  ]);
  const end = () => void (done = true);
  all.then(end, end);
  for (let n = 0; n < 2_000 && !done; n++) await fixture.clock.advance(10);
  await all;
  for (const conversation of [GENERAL, garden]) {
    const events = await page(conversation);
    assertEquals(events.map(({ seq }) => seq), events.map((_, n) => n + 1), "without a gap");
    assertEquals(JSON.stringify(await page(conversation, mod, two.chat)), JSON.stringify(events));
  }
  const texts = [...await messages(GENERAL), ...await messages(garden)]
    .map(({ text }) => text).filter((text) => text !== "").sort();
  const wanted = [
    ...seqs.map((_, n) => `move ${n}`),
    ...Array.from({ length: 24 }, (_, n) => `say ${n}`),
  ].sort();
  assertEquals(texts, wanted, "each once");
});

/** The second is begun after the first, and comes first in the list. */
function later<A, B>(first: Promise<A>, second: () => Promise<B>): [Promise<B>, Promise<A>] {
  return [second(), first];
}

Deno.test("moves - an edit that comes meanwhile is moved along, or refused: it is never lost (M2)", async () => {
  const { fixture, chat, ana, mod, garden, say, messages } = await rooms();
  const two = await fixture.start("two");
  let [kept, refused] = [0, 0];
  for (let n = 0; n < 12; n++) {
    const { seq } = await say(`first ${n}`);
    const edit = () => chat.edit(ana, { conversation: GENERAL, target: seq, text: `edited ${n}` });
    const asked = { conversation: GENERAL, target: seq, to: garden };
    let done = false;
    const both = Promise.allSettled(
      n % 2 ? [edit(), two.chat.move(mod, asked)] : later(two.chat.move(mod, asked), edit),
    );
    both.then(() => (done = true));
    for (let turns = 0; turns < 2_000 && !done; turns++) await fixture.clock.advance(5);
    const [edited, moved] = await both;
    assertEquals(moved?.status, "fulfilled", JSON.stringify(moved));
    const text = (await messages(garden)).at(-1)?.text;
    assertEquals(text, edited?.status === "fulfilled" ? `edited ${n}` : `first ${n}`);
    if (edited?.status === "fulfilled") kept++;
    else refused++;
  }
  assertEquals(kept + refused, 12);
});

for (const loses of ["the answer", "the commit"] as const) {
  Deno.test(`moves - where ${loses} is lost, it is in one room and never in both (M14)`, async () => {
    const { fixture, mod, garden, messages, say } = await rooms();
    const faulty = await fixture.start("faulty");
    const { seq } = await say("once, whatever happens");
    let left = 2;
    const { commit } = faulty.kv;
    faulty.kv.commit = async (...asked: Parameters<typeof commit>) => {
      const moves = asked[1].some(({ key }) => key[0] === "log" && key[1] === garden);
      if (!moves || left-- <= 0) return await commit.apply(faulty.kv, asked);
      if (loses === "the answer") await commit.apply(faulty.kv, asked);
      throw new Unavailable("lost");
    };
    const asked = { conversation: GENERAL, target: seq, to: garden };
    const moving = faulty.chat.move(mod, asked).catch(() => faulty.chat.move(mod, asked));
    for (let n = 0; n < 40; n++) await fixture.clock.advance(500);
    const { moved } = await moving;
    assertEquals((await messages(garden)).map((one) => one.text), ["once, whatever happens"]);
    assertEquals(moved.seq, (await messages(garden))[0]?.seq);
    assertEquals((await messages(GENERAL)).map((one) => one.text), [""]);
    assert(left <= 1, "something was lost");
  });
}
