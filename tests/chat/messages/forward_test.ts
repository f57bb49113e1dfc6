import { assert, assertEquals } from "@std/assert";
import type { Actor } from "../../../lib/chat/chat.ts";
import type { MessageEvent } from "../../../lib/protocol/events.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";
import { MemoryKv } from "../../support/memory_kv.ts";
import { oneInstance } from "../../support/one_instance.ts";

const GENERAL = { conversation: "general" };
const id = () => crypto.randomUUID();

/** Ana, who is in a private and a public room; Ben, who is in neither. */
async function forwarding() {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const tea = (await chat.create(ana, { name: "tea", private: true })).id;
  const press = (await chat.create(ana, { name: "press", title: "The press" })).id;
  const say = async (conversation: string, text: string, who = ana) =>
    (await chat.post(who, { conversation, ...saying(text) })).seq;
  const forward = (conversation: string, target: number, into = "general", who = ana) =>
    chat.forward(who, { conversation, target, into, id: id() });
  const read = async (conversation: string, seq: number, who = ana) => {
    const page = await chat.history(who, { conversation, after: seq - 1, limit: 1 });
    return page.events[0] as MessageEvent;
  };
  const originsOf = async (who: Actor, ...targets: number[]) =>
    (await chat.origins(who, { ...GENERAL, targets })).origins;
  return { fixture, chat, ana, ben, tea, press, say, forward, read, originsOf };
}

Deno.test("forward - the words come along, and call nobody (M12)", async () => {
  const { chat, ana, ben, tea, say, forward, read } = await forwarding();
  const target = await say(tea, "@ben look, *this*");
  const { seq } = await forward(tea, target);
  const { text, by, forwarded, mentions } = await read("general", seq, ben);
  assertEquals([text, by, forwarded, mentions], [
    "@ben look, *this*",
    ana.user.id,
    true,
    undefined,
  ]);
  assertEquals((await chat.mentions(ben, { limit: 9 })).mentions, []);
  const once = { ...GENERAL, target: seq, into: tea, id: id() };
  const placed = await chat.forward(ana, once);
  assertEquals(await chat.forward(ana, once), placed, "twice is once (D3)");
  await assertRefused(
    () => chat.edit(ana, { ...GENERAL, target: seq, text: "other words" }),
    "not-allowed",
  );
  const direct = await chat.forward(ben, { ...GENERAL, target: seq, to: "ana", id: id() });
  assertEquals((await read(direct.conversation, direct.seq)).text, text, "to a person too");
});

Deno.test("forward - who may not see where it came from is told of no place and no name (M12)", async () => {
  const { chat, fixture, ana, ben, tea, press, say, forward, originsOf } = await forwarding();
  const direct = await chat.post(ana, { to: "ben", ...saying("psst") });
  const places: [string, number][] = [[tea, await say(tea, "secret")], [
    press,
    await say(press, "olives"),
  ], [
    direct.conversation,
    direct.seq,
  ]];
  const seqs: number[] = [];
  for (const [from, target] of places) seqs.push((await forward(from, target)).seq);
  const told = await originsOf(ana, ...seqs);
  assertEquals(told.map(({ conversation, seq }) => [conversation, seq]), places);
  assertEquals(told.every(({ by }) => by === ana.user.id), true);
  const [olives, psst] = await originsOf(ben, ...seqs);
  const room = { name: "press", title: "The press" };
  assertEquals(olives, { target: seqs[1]!, conversation: press, seq: places[1]![1], by: "", room });
  assertEquals(psst?.conversation, direct.conversation, "of their own conversation");
  const cleo = await fixture.person("cleo");
  assertEquals((await originsOf(cleo, ...seqs)).map(({ target }) => target), [seqs[1]]);
  const { events, users } = await chat.history(cleo, { ...GENERAL, limit: 50 });
  const wire = JSON.stringify([events, users]);
  for (const [place] of places) assert(!wire.includes(place), "no event tells a place");
});

Deno.test("forward - only what one may read, into where one may write", async () => {
  const { chat, ana, ben, tea, press, say, forward } = await forwarding();
  const target = await say(tea, "secret");
  await forward(tea, target);
  await assertRefused(() => forward(tea, target, "general", ben), "unknown-conversation");
  await assertRefused(() => forward(tea, target + 1), "unknown-message");
  await assertRefused(() => forward(press, 1), "unknown-message"); // somebody joined there
  const mine = await say("general", "mine", ben);
  await assertRefused(() => forward("general", mine, tea, ben), "unknown-conversation");
  await assertRefused(() => forward("general", mine, press, ben), "not-member");
  await chat.delete(ana, { conversation: tea, target });
  await assertRefused(() => forward(tea, target), "unknown-message");
});

Deno.test("forward - later words of the origin are not told; what vanishes, vanishes (M1, M11)", async () => {
  const { fixture, chat, ana, tea, say, forward, read } = await forwarding();
  const target = await say(tea, "at noon");
  const { seq } = await forward(tea, target);
  await chat.edit(ana, { conversation: tea, target, text: "at noon, and the code is xyzzy" });
  assertEquals((await read("general", seq)).text, "at noon");
  await chat.vanish(ana, { conversation: tea, afterMs: 600_000 });
  const short = await say(tea, "soon gone");
  await fixture.clock.advance(500_000);
  const { seq: copy } = await forward(tea, short);
  await fixture.clock.advance(99_000);
  assertEquals((await read("general", copy)).text, "soon gone");
  await fixture.clock.advance(2_000);
  assertEquals((await read("general", copy)).deletedAt !== undefined, true);
});

Deno.test("forward - with its origin it goes, and what was forwarded of it (M3)", async () => {
  const kv = new MemoryKv();
  const { clock, instance, person } = await oneInstance({ kv });
  const { chat } = instance;
  const [ana, ben] = [await person("ana"), await person("ben")];
  const run = <T>(work: Promise<T>) => clock.runUntil(work);
  const post = async (text: string) =>
    (await run(chat.post(ana, { ...GENERAL, id: id(), text }))).seq;
  const target = await post("the code is xyzzy");
  const other = await post("soup");
  const { id: tea } = await run(chat.create(ben, { name: "tea" }));
  const forward = (conversation: string, target: number, into: string) =>
    run(chat.forward(ben, { conversation, target, into, id: id() }));
  const first = await forward("general", target, tea);
  await forward(tea, first.seq, "general"); // a chain
  for (let n = 0; n < 60; n++) await forward("general", target, "general");
  await forward("general", other, tea);
  await run(chat.leave(ben, { conversation: tea }));
  const rows = async (text: string) => {
    const all = await kv.list({ prefix: [] }, { limit: 99_999 });
    return all.filter((row) => JSON.stringify([row.key, row.value]).includes(text)).length;
  };
  assert(await rows("xyzzy") >= 63);
  await run(chat.delete(ana, { ...GENERAL, target }));
  await clock.advance(120_000);
  assertEquals([await rows("xyzzy"), await rows("soup")], [0, 2]);
  const left = await kv.list({ prefix: ["forward"] }, { limit: 99 });
  assertEquals(left.map(({ key }) => key.slice(1, 3)), [["general", other]]);
  assertEquals((await kv.list({ prefix: ["origin"] }, { limit: 99 })).length, 1);
  await run(instance.close());
});

Deno.test("forward - one that is made while its origin is deleted is not left behind (M3)", async () => {
  const { fixture, chat, ana, tea, say } = await forwarding();
  const two = await fixture.start("two");
  for (let n = 1; n <= 8; n++) {
    const target = await say(tea, `word ${n}`);
    const [, made] = await fixture.clock.runUntil(Promise.allSettled([
      chat.delete(ana, { conversation: tea, target }),
      two.chat.forward(ana, { conversation: tea, target, into: "general", id: id() }),
    ]));
    const jobs = await fixture.store.list({ prefix: ["job"] }, { limit: 99 });
    const planned = jobs.some(({ value }) => {
      const job = JSON.stringify(value);
      return job.includes("forget-references") && job.includes(`"seq":${target}}`);
    });
    assertEquals(planned, made.status === "fulfilled");
  }
});
