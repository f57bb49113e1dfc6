import { assertEquals } from "@std/assert";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const GENERAL = { conversation: "general" };
const DAYS = [1, 2, 3, 4, 5, 6, 7];

async function people() {
  const { fixture, chat } = await ChatInstances.open();
  const [awa, noor] = [await fixture.person("awa"), await fixture.person("noor")];
  const say = async (text: string, where: object = GENERAL) => {
    const { conversation, seq } = await chat.post(noor, { ...GENERAL, ...saying(text), ...where });
    return { conversation, target: seq };
  };
  const why = async (message: { conversation: string; target: number }) => {
    const { notifies, why, decided } = await chat.why(awa, message);
    return [notifies, why[decided]?.is, why.map(({ is }) => is).join(" ")] as const;
  };
  return { fixture, chat, awa, noor, say, why };
}

Deno.test("why - says what decided, and all that was asked before it (C1)", async () => {
  const { chat, awa, noor, say, why } = await people();
  await chat.settings(awa, { keywords: ["shed"] });
  assertEquals(await why(await say("chatter")), [false, "chatter", "level chatter"]);
  assertEquals(await why(await say("@awa")), [true, "name", "level name not-quiet"]);
  assertEquals(await why(await say("is the shed open?")), [
    true,
    "keyword",
    "level keyword not-quiet",
  ]);
  const { id: conversation } = await chat.open(noor, "awa");
  const direct = await say("hello", { conversation });
  assertEquals(await why(direct), [true, "direct", "level direct not-quiet"]);
  const root = await chat.post(awa, { ...GENERAL, ...saying("who?") });
  const reply = await say("I", { thread: root.seq });
  assertEquals(await why(reply), [true, "thread", "level thread not-quiet"]);
  assertEquals(await why({ ...GENERAL, target: root.seq }), [false, "own", "own"]);
  await chat.delete(noor, direct);
  assertEquals(await why(direct), [false, "gone", "gone"]);
});

Deno.test("why - goes by the person’s settings, and by when the message came (C1)", async () => {
  const { fixture, chat, awa, say, why } = await people();
  const before = await say("@awa before");
  await fixture.clock.advance(1_000);
  await chat.notify(awa, { ...GENERAL, pausedUntil: fixture.clock.now() + 60_000 });
  const during = await say("@awa during");
  assertEquals(
    await why(before),
    [true, "name", "level name not-quiet"],
    "it came before the pause",
  );
  assertEquals(await why(during), [false, "paused", "paused"]);
  await chat.notify(awa, { ...GENERAL, level: "nothing", pausedUntil: null });
  assertEquals(await why(during), [false, "level", "level"]);
  await chat.notify(awa, { ...GENERAL, level: "all" });
  const quiet = { on: true, days: DAYS, from: 0, to: 0, direct: true };
  await chat.notifications(awa, { quiet });
  assertEquals(await why(during), [false, "quiet", "level name quiet"]);
});

Deno.test("why - is told to whoever is shown the message, and to nobody else", async () => {
  const { fixture, chat, awa, noor, say } = await people();
  const room = await chat.create(noor, { name: "press", private: true });
  const secret = await say("@awa?", { conversation: room.id });
  await assertRefused(() => chat.why(awa, secret), "unknown-conversation");
  await assertRefused(() => chat.why(awa, { ...GENERAL, target: 999 }), "unknown-message");
  await assertRefused(() => chat.why(awa, { ...GENERAL, target: 1 }), "unknown-message");
  assertEquals(fixture.reports, []);
});
