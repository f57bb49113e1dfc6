import { assertEquals } from "@std/assert";
import { MAX_LEVELS } from "../../../lib/protocol/limits.ts";
import { DEFAULT_NOTIFICATIONS } from "../../../lib/protocol/notifications/settings.ts";
import { createPersonalSettings } from "../../../lib/store/people/personal_settings.ts";
import { assertRefused, ChatInstances, saying } from "../../support/chat_instances.ts";

const HOUR = 60 * 60_000;

Deno.test("notification settings - what is given is changed, on every instance (C1)", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const two = await fixture.start("two");
  const ana = await fixture.person("ana");
  assertEquals(await chat.notifications(ana, {}), DEFAULT_NOTIFICATIONS);
  const quiet = { ...DEFAULT_NOTIFICATIONS.quiet, on: true, days: [6, 7] };
  await chat.notifications(ana, { quiet, zone: "Africa/Bamako" });
  await two.chat.notifications(ana, { preview: false });
  const now = { ...DEFAULT_NOTIFICATIONS, quiet, zone: "Africa/Bamako", preview: false };
  assertEquals(await chat.notifications(ana, {}), now);
  const { keywords } = await chat.settings(ana, { keywords: ["shed"] });
  assertEquals(keywords, ["shed"]);
  assertEquals(await two.chat.notifications(ana, {}), now, "the other settings leave them alone");
});

Deno.test("notification settings - a conversation has a level of its own, that the list says (C1)", async () => {
  const { fixture, chat, heard } = await ChatInstances.open();
  const two = await fixture.start("two");
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const room = await chat.create(ana, { name: "press" });
  const { id: conversation } = room;
  assertEquals([room.level, room.pausedUntil], [undefined, undefined]);
  assertEquals((await chat.notify(ana, { conversation, level: "all" })).level, "all");
  const told = heard.filter(({ topic }) => topic === `user:${ana.user.id}`);
  assertEquals(told.at(-1)?.message.type, "membership", "the other devices are told");
  assertEquals((await two.chat.summary(ana, { conversation })).level, "all");
  await chat.notifications(ana, { rooms: "all", direct: "mentions" });
  assertEquals(
    (await two.chat.summary(ana, { conversation: "general" })).level,
    "all",
    "so are others of its kind",
  );
  const usual = await two.chat.notify(ana, { conversation, level: "mentions" });
  assertEquals(usual.level, undefined, "what is usual is not said");
  const direct = await chat.open(ana, ben.user.name);
  assertEquals(direct.level, "mentions");
  assertEquals((await chat.notify(ana, { conversation, level: null })).level, "all");
  await assertRefused(() => chat.notify(ben, { conversation, level: "all" }), "not-member");
});

Deno.test("notification settings - a pause ends by itself, and takes no level away (C1)", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  const conversation = "general";
  await chat.notify(ana, { conversation, level: "all" });
  const pausedUntil = fixture.clock.now() + HOUR;
  const paused = await chat.notify(ana, { conversation, pausedUntil });
  assertEquals([paused.level, paused.pausedUntil], ["all", pausedUntil]);
  const ended = await chat.notify(ana, { conversation, pausedUntil: null });
  assertEquals([ended.level, ended.pausedUntil], ["all", undefined]);
  await chat.notify(ana, { conversation, pausedUntil });
  await fixture.clock.advance(HOUR);
  assertEquals((await chat.summary(ana, { conversation })).pausedUntil, undefined);
  const tooFar = fixture.clock.now() + 400 * 24 * HOUR;
  await assertRefused(() => chat.notify(ana, { conversation, pausedUntil: tooFar }), "time-far");
});

Deno.test("notification settings - counts stay what they are: only what calls changes", async () => {
  const { fixture, chat } = await ChatInstances.open();
  const [ana, ben] = [await fixture.person("ana"), await fixture.person("ben")];
  const { id: conversation } = await chat.open(ana, ben.user.name);
  await chat.post(ben, { conversation, ...saying("hello") });
  const paused = await chat.notify(ana, { conversation, level: "nothing" });
  assertEquals([paused.unread, paused.level], [1, "nothing"]);
});

Deno.test("notification settings - nobody keeps levels of more conversations than they may", async () => {
  const { fixture, chat, kv } = await ChatInstances.open();
  const ana = await fixture.person("ana");
  const store = createPersonalSettings(kv);
  const levels = Object.fromEntries(
    Array.from({ length: MAX_LEVELS }, (_, n) => [`room-${n}`, { level: "all" as const }]),
  );
  await store.change(ana.user.id, () => ({ levels }));
  const ask = () => chat.notify(ana, { conversation: "general", level: "nothing" });
  await assertRefused(ask, "too-many-levels");
  await store.change(ana.user.id, ({ levels: { "room-0": _, ...rest } }) => ({ levels: rest }));
  assertEquals((await ask()).level, "nothing");
});
