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
    assertMatch(refused.error.message, /until .*too loud/);
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
  "mute - keeps somebody from topics and new direct conversations, and can be lifted",
  1,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const zed = await here.person("zed");
    await here.person("ana");
    const { administration, chat } = here.one.instance;
    const topic = () =>
      here.settled(chat.topic(zed.actor, { conversation: GENERAL, topic: "mine" }));
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
