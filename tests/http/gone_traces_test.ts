import { assertEquals } from "@std/assert";
import type { Community, Somebody } from "../support/community.ts";
import { communityTest } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";

/** Tables that say that a message was there, or how far somebody read. */
const LEFT = ["log", "head", "gone_message", "read"];
/** Said before: a seq after these is no other number of a row. */
const BEFORE = 140;
const A_DAY_MS = 86_400_000;
const VANISH_MS = 300_000;

/** Ana, Ben and Cleo in general, and what they do there. */
async function people(here: Community) {
  const [ana, ben, cleo] = [
    await here.person("ana", "moderator"),
    await here.person("ben"),
    await here.person("cleo"),
  ];
  const { chat } = here.one.instance;
  const post = async (who: Somebody, more: Record<string, unknown> = {}) => {
    const text = "What now, @cleo and @room?";
    const message = { conversation: "general", text, after: 0, ...more };
    const posted = await here.settled(
      chat.post(who.actor, { id: crypto.randomUUID(), ...message }),
    );
    return posted.seq;
  };
  await Promise.all(Array.from({ length: BEFORE }, () => post(ben, { text: "Hm." })));
  /** What can be done with a message, by three people. */
  async function handle(target: number) {
    const place = { conversation: "general", target };
    for (const { actor } of [ana, ben, cleo]) {
      await here.settled(chat.react(actor, { ...place, emoji: "👍", on: true }));
      await here.settled(chat.bookmark(actor, { ...place, note: "mine", on: true }));
    }
    await here.settled(chat.pin(ana.actor, { ...place, on: true }));
    const thread = { conversation: "general", thread: target };
    await here.settled(chat.follow(ben.actor, { ...thread, on: true }));
    await here.settled(chat.follow(cleo.actor, { ...thread, on: true }));
    await here.settled(chat.follow(cleo.actor, { ...thread, on: false }));
  }
  /** A poll of somebody, which the three answered; Cleo twice. */
  async function poll(who: Somebody, more: { secret?: true } = {}) {
    const closesAt = here.clock.now() + A_DAY_MS;
    const target = await post(who, { poll: { options: ["tea", "walk"], closesAt, ...more } });
    for (const [{ actor }, option] of [[ana, 1], [ben, 1], [cleo, 1], [cleo, 0]] as const) {
      await here.settled(chat.vote(actor, { conversation: "general", target, options: [option] }));
    }
    return target;
  }
  return { ana, ben, cleo, post, poll, handle, chat };
}

/** The tables of the rows that name a message in general, in their key or value. */
async function tracesOf(here: Community, seq: number): Promise<string[]> {
  const number = new RegExp(`\\b${seq}\\b`);
  const rows = (await everyRow(here.kv.open())).filter(({ text, value }) =>
    !(value instanceof Uint8Array) && text.includes("general") && number.test(text)
  );
  return [...new Set(rows.map(({ key }) => String(key[0])))].sort();
}

/** Asserts that nothing is left of what was done with a message. */
async function assertNoTraces(here: Community, seq: number): Promise<void> {
  assertEquals((await tracesOf(here, seq)).filter((table) => !LEFT.includes(table)), []);
}

communityTest(
  "gone - of a poll that is deleted or vanishes nothing is left of what each did with it (M3)",
  2,
  async (here) => {
    const { ana, ben, poll, handle, chat } = await people(here);
    const general = { conversation: "general" };
    const [open, secret] = [await poll(ana), await poll(ben, { secret: true })];
    for (const target of [open, secret]) await handle(target);
    assertEquals(
      (await tracesOf(here, open)).filter((table) => !LEFT.includes(table)),
      [
        ...["bookmarker", "bookmarks", "job", "mention", "mentioned", "own", "pins", "referred"],
        ...["thread_of", "thread_reader", "unread_thread", "voter"],
      ],
      "what a deletion has to find",
    );
    await here.settled(
      chat.react(ana.actor, { ...general, target: secret, emoji: "👍", on: false }),
    );
    const asked = { ...general, target: secret, emoji: "👍", limit: 100 };
    const { people: shown } = await here.settled(chat.reactors(ben.actor, asked));
    assertEquals(shown.map(({ name }) => name), ["ben", "cleo"], "not who voted secretly");
    await here.settled(chat.delete(ana.actor, { ...general, target: open }));
    await here.settled(chat.delete(ben.actor, { ...general, target: secret }));
    await here.pass(15_000);
    for (const target of [open, secret]) await assertNoTraces(here, target);

    await here.settled(chat.vanish(ana.actor, { ...general, afterMs: VANISH_MS }));
    const fleeting = await poll(ben);
    await handle(fleeting);
    await here.pass(VANISH_MS + 30_000);
    await assertNoTraces(here, fleeting);
  },
);

communityTest(
  "gone - nor of a message that is moved, of a forward that is deleted, of one whose author goes (M3)",
  2,
  async (here) => {
    const { ana, ben, cleo, post, poll, handle, chat } = await people(here);
    const { id: garden } = await here.settled(chat.create(ana.actor, { name: "garden" }));
    const moved = await post(ben);
    await handle(moved);
    const move = { conversation: "general", target: moved, to: garden };
    await here.settled(chat.move(ana.actor, move));

    const origin = await post(ana, { conversation: garden });
    const into = { into: "general", id: crypto.randomUUID() };
    const { seq: forward } = await here.settled(
      chat.forward(ana.actor, { conversation: garden, target: origin, ...into }),
    );
    await here.settled(chat.delete(ana.actor, { conversation: "general", target: forward }));

    const [own, others] = [await poll(ben, { secret: true }), await poll(cleo, { secret: true })];
    await handle(own);
    const goodbye = { password: "correct horse", messages: "go" };
    assertEquals((await here.api(here.one, ben, "DELETE", "/me", goodbye)).status, 204);
    await here.pass(15_000);
    for (const target of [moved, forward, own]) await assertNoTraces(here, target);
    const voters = (await everyRow(here.kv.open())).filter(({ key }) => key[0] === "voter");
    assertEquals(
      voters.map(({ key }) => key.slice(1)).sort(),
      [
        ["general", others, ana.actor.user.id],
        ["general", others, cleo.actor.user.id],
      ].sort(),
    );
  },
);
