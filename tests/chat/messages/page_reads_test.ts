import { assert, assertEquals } from "@std/assert";
import { ChatInstances, saying } from "../../support/chat_instances.ts";

const PAGE = 50;
const EMOJI = ["🌳", "👍", "🎉"];

/** A room, its people, and how many calls of the store its last page takes. */
async function pageOf(name: string) {
  const opened = await ChatInstances.open();
  const { fixture, chat, kv } = opened;
  const people = await Promise.all(
    ["ana", "ben", "cleo"].map((person) => fixture.person(person, "moderator")),
  );
  const [ana] = people;
  assert(ana);
  const { id: room } = await chat.create(ana, { name });
  for (const person of people.slice(1)) await chat.join(person, { conversation: room });
  const asked = { conversation: room, timeline: true, limit: PAGE } as const;
  const reads = async () => {
    await chat.history(ana, asked); // how much it takes is known from here on
    await fixture.clock.advance(120_000); // what is trusted for a while is read again
    kv.take();
    const page = await chat.history(ana, asked);
    const calls = kv.take().filter(({ call }) => call !== "commit");
    return { page, calls: calls.length };
  };
  return { ...opened, people, ana, room, reads };
}

Deno.test("pages - one with all that is done with messages takes one read more than a plain one at most", async () => {
  const plain = await pageOf("plain");
  for (let n = 0; n < PAGE; n++) {
    const by = plain.people[n % 3] ?? plain.ana;
    await plain.chat.post(by, { ...saying(`message ${n}`), conversation: plain.room });
  }
  const of = await plain.reads();

  const full = await pageOf("full");
  const { chat, room: conversation, people, ana } = full;
  const quoted: number[] = [];
  for (let n = 0; n < PAGE; n++) {
    const by = people[n % 3] ?? ana;
    const say = (text: string, more: object = {}) =>
      chat.post(by, { ...saying(text), conversation, ...more });
    const isPoll = n % 10 === 3;
    const { seq: target } = await say(`message ${n} @ben`, {
      ...(isPoll ? { poll: { options: ["a", "b"] } } : { replyTo: quoted.at(-7) ?? quoted[0] }),
    });
    quoted.push(target);
    for (const emoji of EMOJI) {
      for (const one of people) await chat.react(one, { conversation, target, emoji, on: true });
    }
    if (isPoll) await chat.vote(ana, { conversation, target, options: [1] });
    else await chat.edit(by, { conversation, target, text: `message ${n}, mended` });
    await chat.bookmark(ana, { conversation, target, on: true, note: "mine" });
    await chat.pin(by, { conversation, target, on: true });
    for (const one of people) {
      await chat.post(one, { ...saying("a reply"), conversation, thread: target });
    }
  }
  for (const target of quoted.slice(5, 10)) await chat.delete(ana, { conversation, target });
  const forwarded = { id: crypto.randomUUID(), conversation, target: quoted[20] ?? 0 };
  await chat.forward(ana, { ...forwarded, into: conversation });
  const found = await full.reads();

  const messages = found.page.events.filter((event) => event.kind === "message");
  assertEquals(messages.length > PAGE / 2, true, "it is a page of messages");
  assert(messages.some(({ reactions, pinned, replies }) => reactions && pinned && replies));
  assert(Object.keys(found.page.quotes ?? {}).length > 0 && found.page.own);
  assert(of.page.events.length === PAGE);
  assert(found.calls <= of.calls + 1, `${found.calls} reads against ${of.calls}`);
});
