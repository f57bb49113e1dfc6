// Scheduled messages and reminders (M10), over two instances.
import { assert, assertEquals } from "@std/assert";
import { keys } from "../../../lib/kv/keys.ts";
import { GENERAL } from "../../../lib/protocol/events.ts";
import { MAX_LATER } from "../../../lib/protocol/limits.ts";
import { assertRefused } from "../../support/chat_instances.ts";
import { type Community, communityTest, type Somebody } from "../../support/community.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let made = 0;
const newId = () => `00000000-0000-4000-8000-${String(++made).padStart(12, "0")}`;

async function textsIn(here: Community, who: Somebody, conversation = GENERAL) {
  const { events } = await here.settled(
    here.one.instance.chat.history(who.actor, { conversation, limit: 50 }),
  );
  return events.flatMap((event) => event.kind === "message" ? [event.text] : []);
}

async function schedule(here: Community, who: Somebody, text: string, inMs: number) {
  const at = here.clock.now() + inMs;
  const id = newId();
  await here.settled(
    here.one.instance.chat.schedule(who.actor, { id, conversation: GENERAL, text, at }),
  );
  return id;
}

communityTest(
  "later - a scheduled message goes out at its time, once, and not before (M10)",
  2,
  async (here) => {
    const ada = await here.person("ada");
    const socket = await here.connect(here.two, ada);
    const id = await schedule(here, ada, "good morning", 10 * MINUTE);
    await here.pass(9 * MINUTE);
    assertEquals(await textsIn(here, ada), []);
    const waiting = await here.settled(here.two.instance.chat.later(ada.actor));
    assertEquals(waiting.later.map((one) => one.kind === "message" && one.text), ["good morning"]);
    await here.pass(MINUTE + 5_000);
    assertEquals(await textsIn(here, ada), ["good morning"]);
    assertEquals((await here.settled(here.one.instance.chat.later(ada.actor))).later, []);
    const told = socket.pushes("later");
    assertEquals(
      told.map((one) => [one.id, one.state]),
      [[id, "waiting"], [id, "waiting"], [id, "gone"]],
      "its author's other connections hear of it",
    );
  },
);

communityTest(
  "later - scheduling the same again is once, and a repeat costs no second message (M10, D3)",
  1,
  async (here) => {
    const ada = await here.person("ada");
    const { chat } = here.one.instance;
    const at = here.clock.now() + MINUTE;
    const asked = { id: newId(), conversation: GENERAL, text: "once", at };
    await here.settled(chat.schedule(ada.actor, asked));
    await here.settled(chat.schedule(ada.actor, asked));
    assertEquals((await here.settled(chat.later(ada.actor))).later.length, 1);
    await here.pass(2 * MINUTE);
    assertEquals(await textsIn(here, ada), ["once"]);
  },
);

communityTest(
  "later - it can be changed, sent at once and taken back until it goes (M10)",
  1,
  async (here) => {
    const ada = await here.person("ada");
    const { chat } = here.one.instance;
    const moved = await schedule(here, ada, "moved", MINUTE);
    const gone = await schedule(here, ada, "gone", MINUTE);
    const early = await schedule(here, ada, "early", DAY);
    const at = here.clock.now() + 10 * MINUTE;
    await here.settled(chat.reschedule(ada.actor, { id: moved, at, text: "moved and reworded" }));
    await here.settled(chat.unschedule(ada.actor, { id: gone }));
    await here.settled(chat.sendNow(ada.actor, { id: early }));
    await here.pass(2 * MINUTE);
    assertEquals(await textsIn(here, ada), ["early"]);
    await here.pass(9 * MINUTE);
    assertEquals(await textsIn(here, ada), ["early", "moved and reworded"]);
    await assertRefused(
      () => here.settled(chat.reschedule(ada.actor, { id: early, text: "too late" })),
      "unknown-later",
    );
    await here.settled(chat.unschedule(ada.actor, { id: early }));
    assertEquals(await here.kv.list({ prefix: keys.jobs() }, { limit: 10 }), []);
  },
);

communityTest(
  "later - who may no longer write is told, and nothing is sent (M10)",
  1,
  async (here) => {
    const ada = await here.person("ada");
    const mod = await here.person("mod", "moderator");
    const socket = await here.connect(here.one, ada);
    const { chat, administration } = here.one.instance;
    const id = await schedule(here, ada, "not any more", 5 * MINUTE);
    await schedule(here, ada, "still", MINUTE);
    await here.pass(2 * MINUTE);
    assertEquals(await textsIn(here, ada), ["still"], "she could write until then");
    await here.settled(
      administration.mute(mod.actor, { id: ada.actor.user.id, duration: "1h", reason: "rest" }),
    );
    await here.pass(10 * MINUTE);
    assertEquals(await textsIn(here, ada), ["still"]);
    const { later } = await here.settled(chat.later(ada.actor));
    assertEquals(later.map((one) => one.kind === "message" && one.failed), ["muted"]);
    const last = socket.pushes("later").at(-1);
    assertEquals([last?.id, last?.state], [id, "failed"]);
    await here.pass(2 * 60 * MINUTE);
    assertEquals(await textsIn(here, ada), ["still"], "nor later by itself");
    await here.settled(chat.sendNow(ada.actor, { id }));
    assertEquals(await textsIn(here, ada), ["still", "not any more"], "only when she says so");
  },
);

communityTest("later - a room that is closed meanwhile takes nothing (M10)", 1, async (here) => {
  const ada = await here.person("ada");
  const admin = await here.person("chief", "administrator");
  const { chat, administration } = here.one.instance;
  const { id: conversation } = await here.settled(chat.create(ada.actor, { name: "orchard" }));
  const at = here.clock.now() + 5 * MINUTE;
  const asked = { id: newId(), conversation, text: "pears", at };
  await here.settled(chat.schedule(ada.actor, asked));
  await here.settled(administration.changeRoom(admin.actor, conversation, { closed: true }));
  await here.pass(6 * MINUTE);
  const { later } = await here.settled(chat.later(ada.actor));
  assertEquals(later.map((one) => one.kind === "message" && one.failed), ["conversation-closed"]);
});

communityTest(
  "later - a reminder of a message says what it says now, and stays until it is done (M10, M3)",
  2,
  async (here) => {
    const [ada, bo] = [await here.person("ada"), await here.person("bo")];
    const { chat } = here.one.instance;
    const post = (text: string) =>
      here.settled(chat.post(bo.actor, { conversation: GENERAL, id: newId(), text, after: 0 }));
    const [{ seq }, { seq: other }] = [await post("oil the tractor"), await post("secret words")];
    const at = here.clock.now() + 20 * MINUTE;
    const ask = (target: number) =>
      here.settled(chat.remind(ada.actor, { id: newId(), conversation: GENERAL, target, at }));
    const kept = await ask(seq);
    await ask(other);
    await here.settled(chat.delete(bo.actor, { conversation: GENERAL, target: other }));
    await here.pass(21 * MINUTE);
    const { later, users } = await here.settled(here.two.instance.chat.later(ada.actor));
    const shown = later.map((one) => one.kind === "reminder" && [one.due, one.about?.text]);
    assertEquals(shown, [[true, "oil the tractor"], [true, undefined]]);
    assertEquals(users[bo.actor.user.id]?.name, "bo");
    const stored = JSON.stringify(await here.kv.list({ prefix: ["later"] }, { limit: 10 }));
    assert(!stored.includes("secret words"), "no words of others are kept beside");
    await here.settled(chat.unschedule(ada.actor, { id: kept.id }));
    assertEquals((await here.settled(chat.later(ada.actor))).later.length, 1);
  },
);

communityTest("later - a reminder that is due can be put off again (M10)", 1, async (here) => {
  const ada = await here.person("ada");
  const { chat } = here.one.instance;
  const at = here.clock.now() + MINUTE;
  const { id } = await here.settled(chat.remind(ada.actor, { id: newId(), note: "call", at }));
  await here.pass(2 * MINUTE);
  const due = async () =>
    (await here.settled(chat.later(ada.actor))).later.map((one) =>
      one.kind === "reminder" && one.due === true
    );
  assertEquals(await due(), [true]);
  await here.settled(chat.reschedule(ada.actor, { id, at: here.clock.now() + 5 * MINUTE }));
  assertEquals(await due(), [false]);
  await here.pass(6 * MINUTE);
  assertEquals(await due(), [true]);
});

communityTest(
  "later - times that are past or too far, and too many, are refused",
  1,
  async (here) => {
    const ada = await here.person("ada");
    const { chat } = here.one.instance;
    const now = here.clock.now();
    const at = (time: number, text = "x") =>
      here.settled(
        chat.schedule(ada.actor, { id: newId(), conversation: GENERAL, text, at: time }),
      );
    await at(now + 1_000_000);
    await assertRefused(() => at(here.clock.now()), "time-past");
    await assertRefused(() => at(here.clock.now() + 367 * DAY), "time-far");
    await assertRefused(() => at(now + 1_000_000, " \n"), "empty-text");
    await assertRefused(() => at(now + 1_000_000, "x".repeat(4001)), "text-too-long");
    await assertRefused(
      () => here.settled(chat.remind(ada.actor, { id: newId(), at: now + 1_000_000 })),
      "empty-text",
    );
    for (let n = 1; n < MAX_LATER; n++) await at(now + 1_000_000);
    await assertRefused(() => at(now + 1_000_000), "later-full");
  },
);

communityTest("later - it is its owner's alone, and goes with their account", 1, async (here) => {
  const [ada, bo] = [await here.person("ada"), await here.person("bo")];
  const { chat } = here.one.instance;
  const id = await schedule(here, ada, "mine", MINUTE);
  assertEquals((await here.settled(chat.later(bo.actor))).later, []);
  await assertRefused(() => here.settled(chat.sendNow(bo.actor, { id })), "unknown-later");
  await here.settled(chat.unschedule(bo.actor, { id }));
  assertEquals((await here.settled(chat.later(ada.actor))).later.length, 1);
  await here.settled(here.one.identity.deleteAccount(ada.actor, "correct horse", "stay"));
  await here.pass(2 * MINUTE);
  assertEquals(await textsIn(here, bo), []);
  assertEquals(await here.kv.list({ prefix: ["later"] }, { limit: 10 }), []);
});

communityTest("later - over HTTP as over the socket", 1, async (here) => {
  const ada = await here.person("ada");
  const at = here.clock.now() + MINUTE;
  const api = (method: string, path: string, json?: object) =>
    here.api(here.one, ada, method, path, json);
  const made = await api("POST", "/later/messages", { conversation: GENERAL, text: "hello", at });
  assertEquals(made.status, 201);
  const { id } = made.body.later as { id: string };
  const moved = await api("PATCH", `/later/${id}`, { text: "hello all" });
  assertEquals([moved.status, (moved.body.later as { text: string }).text], [200, "hello all"]);
  const sent = await api("POST", `/later/${id}/send`);
  assertEquals([sent.status, sent.body.conversation], [200, GENERAL]);
  assertEquals((await api("DELETE", `/later/${id}`)).status < 300, true);
  assertEquals((await api("POST", `/later/${id}/send`)).status, 404);
  assertEquals(await textsIn(here, ada), ["hello all"]);
});

communityTest(
  "later - a reply that is scheduled goes out in its thread, and not where that is gone (M10, M6)",
  1,
  async (here) => {
    const [ada, bo] = [await here.person("ada"), await here.person("bo")];
    const { chat } = here.one.instance;
    const say = async (text: string) => {
      const message = { conversation: GENERAL, id: newId(), text, after: 0 };
      return (await here.settled(chat.post(bo.actor, message))).seq;
    };
    const [root, gone] = [await say("Frost tonight?"), await say("Elsewhere")];
    const at = here.clock.now() + 10 * MINUTE;
    const asked = (thread: number, text: string, more: { alsoInRoom?: boolean } = {}) => ({
      id: newId(),
      conversation: GENERAL,
      text,
      at,
      thread,
      ...more,
    });
    const waits = await here.settled(chat.schedule(ada.actor, asked(root, "Two degrees")));
    assertEquals(waits.kind === "message" && [waits.thread, waits.alsoInRoom], [root, undefined]);
    await here.settled(
      chat.schedule(ada.actor, asked(root, "Cover the rows", { alsoInRoom: true })),
    );
    const late = asked(gone, "too late");
    await here.settled(chat.schedule(ada.actor, late));
    for (const thread of [root + 50, 9_999]) {
      await assertRefused(
        () => here.settled(chat.schedule(ada.actor, asked(thread, "x"))),
        "unknown-message",
      );
    }
    await here.settled(chat.delete(bo.actor, { conversation: GENERAL, target: gone }));
    await here.pass(10 * MINUTE + 5_000);
    const texts = async (more: { thread?: number; timeline?: true }) => {
      const page = await here.settled(
        chat.history(bo.actor, { conversation: GENERAL, limit: 50, ...more }),
      );
      return page.events.flatMap((event) => event.kind === "message" ? [event.text] : []).sort();
    };
    assertEquals(await texts({ thread: root }), ["Cover the rows", "Two degrees"]);
    assertEquals((await texts({ timeline: true })).includes("Two degrees"), false);
    assert((await texts({ timeline: true })).includes("Cover the rows"));
    const { later } = await here.settled(chat.later(ada.actor));
    assertEquals(
      later.map((one) => one.kind === "message" && [one.text, one.failed]),
      [["too late", "unknown-message"]],
    );
  },
);

communityTest(
  "later - a reminder says when the words of its message are gone by themselves (M10, M11)",
  1,
  async (here) => {
    const ada = await here.person("ada");
    const { chat } = here.one.instance;
    const { id: conversation } = await here.settled(chat.create(ada.actor, { name: "mist" }));
    await here.settled(chat.vanish(ada.actor, { conversation, afterMs: 5 * MINUTE }));
    const message = { conversation, id: newId(), text: "soon gone", after: 0 };
    const { seq: target, at } = await here.settled(chat.post(ada.actor, message));
    const reminder = { id: newId(), at: here.clock.now() + 2 * MINUTE, conversation, target };
    await here.settled(chat.remind(ada.actor, reminder));
    const about = async () => {
      const [one] = (await here.settled(chat.later(ada.actor))).later;
      return one?.kind === "reminder" && [one.about?.text, one.about?.vanishAt];
    };
    assertEquals(await about(), ["soon gone", at + 5 * MINUTE]);
    await here.pass(5 * MINUTE);
    assertEquals(await about(), [undefined, undefined]);
  },
);

communityTest(
  "later - what waits for a moderator when its time comes says so, and what became of it (M10, R8)",
  2,
  async (here) => {
    const [boss, ada] = [await here.person("boss", "administrator"), await here.person("ada")];
    await here.api(here.one, boss, "PUT", "/admin/held-words", { words: ["casino"] });
    await here.pass(1_000);
    const socket = await here.connect(here.two, ada);
    const passed = await schedule(here, ada, "the casino is closed", MINUTE);
    const refused = await schedule(here, ada, "casino, casino", MINUTE);
    await here.pass(MINUTE + 5_000);
    assertEquals(await textsIn(here, ada), []);
    const failures = async () => {
      const { later } = await here.settled(here.two.instance.chat.later(ada.actor));
      return later.map((one) => one.kind === "message" && [one.id, one.failed]);
    };
    const waits = "held-for-review";
    assertEquals((await failures()).toSorted(), [[passed, waits], [refused, waits]].toSorted());
    assertEquals(socket.pushes("later").filter(({ state }) => state === "failed").length, 2);
    const { chat } = here.two.instance;
    await assertRefused(
      () => here.settled(chat.reschedule(ada.actor, { id: passed, text: "other words" })),
      waits,
    );
    const { body } = await here.api(here.one, boss, "GET", "/admin/waiting-messages");
    for (const { id, text } of body.messages as Array<{ id: string; text: string }>) {
      const [to, given] = text.includes("closed") ? ["approved"] : ["refused", { words: "No" }];
      const path = `/admin/waiting-messages/${id}/${to}`;
      const decided = await here.api(here.one, boss, "POST", path, given);
      assert(decided.status < 300, JSON.stringify(decided));
    }
    await here.pass(2_000);
    assertEquals(await textsIn(here, ada), ["the casino is closed"], "once");
    assertEquals(await failures(), [[refused, "held-refused"]]);
  },
);
