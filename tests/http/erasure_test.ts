import { assert, assertEquals } from "@std/assert";
import { LAST_LOOK_MS } from "../../lib/chat/identity/planned_erasure.ts";
import type { Community, Somebody } from "../support/community.ts";
import { communityTest } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";

const GENERAL = { conversation: "general" };
/** What only Ana says, to be found anywhere. */
const WORDS = ["marmalade", "pomegranate", "tangerine", "persimmon", "rambutan", "clementine"];

/** Ana and Ben: she did with messages all that one can do, he looks on from another instance. */
async function aLife(here: Community) {
  const [ana, ben] = [await here.person("ana"), await here.person("ben")];
  const { chat } = here.one.instance;
  const post = async (who: Somebody, message: Record<string, unknown>) =>
    (await here.settled(chat.post(who.actor, {
      ...GENERAL,
      id: crypto.randomUUID(),
      text: "",
      after: 0,
      ...message,
    }))).seq;
  const root = await post(ben, { text: "Ben began" });
  const poll = { options: ["now", "later"] };
  const open = await post(ben, { text: "When?", poll });
  const secret = await post(ben, { text: "Whom?", poll: { ...poll, secret: true } });
  const gone = await post(ben, { text: "soon gone" });
  const own = await post(ana, { text: "marmalade at first" });
  await here.settled(chat.edit(ana.actor, { ...GENERAL, target: own, text: "pomegranate then" }));
  await post(ana, { text: "tangerine in the thread", thread: root });
  for (const target of [root, gone]) {
    for (const emoji of ["👍", "🎉"]) {
      await here.settled(chat.react(ana.actor, { ...GENERAL, target, emoji, on: true }));
    }
    await here.settled(chat.react(ben.actor, { ...GENERAL, target, emoji: "👍", on: true }));
  }
  for (const target of [open, secret]) {
    for (const { actor } of [ana, ben]) {
      await here.settled(chat.vote(actor, { ...GENERAL, target, options: [1] }));
    }
  }
  await here.settled(chat.delete(ben.actor, { ...GENERAL, target: gone }));
  const at = here.clock.now() + 86_400_000;
  const id = () => crypto.randomUUID();
  const later = { ...GENERAL, id: id(), at };
  await here.settled(chat.schedule(ana.actor, { ...later, text: "persimmon later" }));
  await here.settled(chat.remind(ana.actor, { id: id(), at, note: "rambutan" }));
  const draft = { ...GENERAL, text: "clementine", at: 1, begun: 1 };
  await here.settled(chat.draft(ana.actor, draft));
  await here.settled(chat.settings(ana.actor, { keywords: ["quince"] }));
  await here.settled(
    chat.bookmark(ana.actor, { ...GENERAL, target: root, note: "sapodilla", on: true }),
  );
  await here.settled(chat.read(ana.actor, { ...GENERAL, seq: own }));
  await here.pass(15_000);
  const message = async (seq: number) => {
    const asked = { ...GENERAL, after: seq - 1, limit: 1 };
    const [event] = (await here.settled(chat.history(ben.actor, asked))).events;
    assert(event?.kind === "message");
    return event;
  };
  return { ana, ben, root, open, secret, own, message };
}

communityTest(
  "erasure - what somebody did with messages goes with their account, and others see it go (M3)",
  2,
  async (here) => {
    const { ana, ben, root, open, secret, message } = await aLife(here);
    const me = ana.actor.user.id;
    const end = await here.connect(here.two, ben);
    const first = await message(root);
    assertEquals(first.reactions?.["👍"]?.count, 2);
    const { status } = await here.api(here.one, ana, "DELETE", "/me", {
      password: "correct horse",
      messages: "go",
    });
    assertEquals(status, 204);
    await here.pass(LAST_LOOK_MS + 10_000);

    assertEquals((await message(root)).reactions, {
      "👍": { count: 1, by: [ben.actor.user.id] },
    });
    const votes = (await message(open)).poll?.options.map(({ count, by }) => [count, by ?? []]);
    assertEquals(votes, [[0, []], [1, [ben.actor.user.id]]]);
    assertEquals((await message(secret)).poll?.options.map(({ count }) => count), [0, 1]);
    const told = end.events("general").filter(({ by }) => by === me);
    const off = told.filter((event) => event.kind === "reaction" && !event.on);
    assertEquals(off.length, 2, "others' pages are told");
    assert(told.some((event) => event.kind === "vote" && event.options.length === 0));

    const rows = await everyRow(here.kv.open());
    const text = rows.map(({ text }) => text).join("\n");
    for (const word of [...WORDS, "quince", "sapodilla"]) {
      assert(!text.includes(word), `${word} is in the store`);
    }
    // Events say who made them, by an id that has no name any more; the name itself is held for a day.
    const left = ["head", "log", "user", "user_by_tag", "user_by_name", "user_by_skeleton"];
    const naming = rows.filter(({ text }) => text.includes(me));
    assertEquals(naming.filter(({ key }) => !left.includes(String(key[0]))), []);
    const entries = naming.filter(({ key }) => key[0] === "log").map(({ value }) => value.event);
    for (const { by: _, ...event } of entries) {
      assert(!JSON.stringify({ ...event, replies: undefined }).includes(me), JSON.stringify(event));
    }
  },
);

communityTest(
  "erasure - of messages that stay, their versions and reactions stay; what one did does not",
  2,
  async (here) => {
    const { ana, ben, root, own, message } = await aLife(here);
    const json = { password: "correct horse", messages: "stay" };
    const wrong = await here.api(here.one, ana, "DELETE", "/me", { ...json, password: "wrong" });
    assertEquals([wrong.status, (await message(root)).reactions?.["🎉"]?.count], [403, 1]);
    assertEquals((await here.api(here.one, ana, "DELETE", "/me", json)).status, 204);
    await here.pass(10_000);
    assertEquals(Object.keys((await message(root)).reactions ?? {}), ["👍"]);
    const text = (await everyRow(here.kv.open())).map(({ text }) => text).join("\n");
    assert(text.includes("pomegranate") && text.includes("marmalade"));
    const { versions } = await here.settled(
      here.two.instance.chat.versions(ben.actor, { ...GENERAL, target: own }),
    );
    assertEquals(versions.length, 2);
    for (const word of ["persimmon", "rambutan", "clementine", "quince", "sapodilla"]) {
      assert(!text.includes(word), word);
    }
  },
);

communityTest(
  "own data - holds reactions, votes, threads, versions, drafts and what waits",
  1,
  async (here) => {
    const { ana, root, open, secret } = await aLife(here);
    const { status, body } = await here.api(here.one, ana, "GET", "/me/data");
    assertEquals(status, 200);
    const lines = String(body.text).trim().split("\n").map((line) => JSON.parse(line));
    const of = (is: string) => lines.filter((line) => line.is === is);
    const places = (is: string) => of(is).map(({ seq }) => seq).sort();
    assertEquals(of("reaction").map(({ seq, emoji }) => [seq, emoji]), [[root, ["👍", "🎉"]]]);
    assertEquals(places("vote"), [open, secret]);
    assertEquals(of("vote").map(({ options }) => options), [[1], [1]]);
    assertEquals(of("thread").map(({ root, follows }) => [root, follows]), [[root, true]]);
    const [edited] = of("message").filter(({ version }) => version === 1);
    assertEquals(edited.before.map(({ text }: { text: string }) => text), ["marmalade at first"]);
    assertEquals(of("draft").map(({ text }) => text), ["clementine"]);
    assertEquals(of("later").map(({ kind }) => kind).sort(), ["message", "reminder"]);
    assertEquals(of("bookmark").map(({ seq, note }) => [seq, note]), [[root, "sapodilla"]]);
    assertEquals(of("settings").map(({ keywords }) => keywords), [["quince"]]);
    assertEquals(of("notifications").map(({ rooms }) => rooms), ["mentions"]);
    assertEquals(of("read").map(({ conversation }) => conversation), ["general"]);
  },
);
