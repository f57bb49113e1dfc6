import { assert, assertEquals, assertMatch } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { assertRefused } from "../support/chat_instances.ts";
import { communityTest } from "../support/community.ts";

const id = () => crypto.randomUUID();

communityTest(
  "mute - refuses posts with the time until it ends; reading goes on, and writing after it",
  2,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const zed = await here.person("zed");
    const end = await here.connect(here.two, zed);
    const say = async () => {
      const ref = end.ask({ type: "send", conversation: GENERAL, id: id(), text: "hello" });
      await here.pass(200);
      return end.reply(ref);
    };
    assert((await say()).ok);
    const wish = { user: "zed", duration: "5m", reason: "too loud" };
    assertEquals((await here.api(here.one, mod, "POST", "/admin/mutes", wish)).status, 201);
    await here.clock.advance(1_000);
    const refused = await say();
    assert(!refused.ok);
    assertEquals(refused.error.code, "forbidden");
    assertMatch(refused.error.message, /for another 5 min.*too loud/);
    assert((refused.error.retryAfterMs ?? 0) > 4 * 60_000);
    const post = await here.api(here.two, zed, "POST", "/messages", {
      conversation: GENERAL,
      text: "over HTTP",
    });
    assertEquals([post.status, post.body.type], [403, "urn:palabre:problem:muted"]);
    const history = end.ask({ type: "history", conversation: GENERAL });
    await here.pass(200);
    assert(end.reply(history).ok);
    assertEquals(end.closed, undefined);
    await here.pass(5 * 60_000);
    assert((await say()).ok);
  },
);

communityTest(
  "mute - is told at once, and on coming back, until it is over or lifted, on another instance too",
  2,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const zed = await here.person("zed");
    const end = await here.connect(here.two, zed);
    const mutes = (of = end) => of.pushes("mute").map(({ mute }) => mute);
    assertEquals(mutes(), []);
    const mute = async (duration: string) => {
      const wish = { user: "zed", duration, reason: "too loud" };
      await here.api(here.one, mod, "POST", "/admin/mutes", wish);
      await here.pass(1_000);
    };
    await mute("5m");
    const [told] = mutes();
    assertMatch(told?.message ?? "", /too loud/);
    assertEquals(Math.round(((told?.until ?? 0) - here.clock.now()) / 60_000), 5);
    const again = await here.connect(here.one, zed);
    const ref = again.ask({ type: "sync", since: {} });
    await here.pass(500);
    const reply = again.reply(ref);
    assertEquals(reply.ok && (reply.mute as { until: number }).until, told?.until);
    const me = await here.api(here.two, zed, "GET", "/me");
    assertEquals((me.body.mute as { until: number }).until, told?.until);

    const lift = { user: "zed", what: "mute" };
    await here.api(here.one, mod, "POST", "/admin/lifts", lift);
    await here.pass(1_000);
    assertEquals([mutes().length, mutes().at(-1), mutes(again).at(-1)], [2, undefined, undefined]);
    assertEquals((await here.api(here.two, zed, "GET", "/me")).body.mute, undefined);
  },
);

communityTest(
  "mute - other moderators are told that what is in force changed, and nobody else is",
  2,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const other = await here.connect(here.two, await here.person("other", "moderator"));
    const zed = await here.connect(here.two, await here.person("zed"));
    const told = () => [other, zed].map((end) => end.pushes("sanctions").length);
    const once = { user: "zed", duration: "5m", reason: "" };
    await here.api(here.one, mod, "POST", "/admin/mutes", once);
    await here.pass(1_000);
    assertEquals(told(), [1, 0]);
    await here.api(here.one, mod, "POST", "/admin/lifts", { user: "zed", what: "mute" });
    await here.pass(1_000);
    assertEquals(told(), [2, 0]);
  },
);

communityTest(
  "mute - keeps somebody from topics and new direct conversations, and can be lifted",
  1,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const zed = await here.person("zed");
    await here.person("ana");
    const { administration, chat } = here.one.instance;
    const { id: plot } = await here.settled(chat.create(zed.actor, { name: "plot" }));
    const topic = () => here.settled(chat.topic(zed.actor, { conversation: plot, topic: "mine" }));
    const write = () =>
      here.settled(chat.post(zed.actor, { to: "ana", id: id(), text: "psst", after: 0 }));
    await topic();
    await here.settled(administration.mute(mod.actor, { user: "zed", duration: "1h" }));
    await assertRefused(topic, "muted");
    await assertRefused(write, "muted");
    const { conversations } = await here.settled(chat.sync(zed.actor));
    assertEquals(conversations.filter(({ kind }) => kind === "direct"), []);
    await here.settled(administration.lift(mod.actor, { user: "zed", what: "mute" }));
    await topic();
    await write();
  },
);

communityTest(
  "mute - keeps somebody from whatever others read: a status, names, topics and invitations",
  1,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const zed = await here.person("zed");
    await here.person("ana");
    const { administration, chat, identity, presence } = here.one.instance;
    const room = await here.settled(chat.create(zed.actor, { name: "harvest" }));
    const acts: Record<string, () => Promise<unknown>> = {
      status: () => chat.setStatus(zed.actor, { status: "psst" }),
      "a room": () => chat.create(zed.actor, { name: "psst" }),
      invite: () => chat.invite(zed.actor, { conversation: room.id, user: "ana" }),
      "another name": () => identity.changeName(zed.actor, "psst"),
    };
    await here.settled(administration.mute(mod.actor, { user: "zed", duration: "1h" }));
    for (const act of Object.values(acts)) await assertRefused(() => here.settled(act()), "muted");
    assertEquals(
      (await here.settled(chat.rooms(mod.actor, { limit: 100 }))).rooms.map(({ name }) => name),
      [
        "general",
        "harvest",
      ],
    );
    await here.settled(chat.setStatus(zed.actor, { status: "" }));
    await here.settled(administration.lift(mod.actor, { user: "zed", what: "mute" }));
    for (const act of Object.values(acts)) await here.settled(act());
    await here.pass(1_000);
    assertEquals((await here.settled(presence.status(zed.actor.user.id)))?.status, "psst");
  },
);

communityTest("mute - of a moderator holds for the names of rooms too", 1, async (here) => {
  const boss = await here.person("boss", "administrator");
  const mod = await here.person("mod", "moderator");
  const { administration, chat } = here.one.instance;
  const { id } = await here.settled(chat.create(mod.actor, { name: "harvest" }));
  const rename = (name: string) => here.settled(administration.changeRoom(mod.actor, id, { name }));
  await rename("mill");
  await here.settled(administration.mute(boss.actor, { user: "mod", duration: "1h" }));
  await assertRefused(() => rename("psst"), "muted");
  await here.settled(administration.changeRoom(mod.actor, id, { readOnly: true }));
});
