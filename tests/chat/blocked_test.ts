// Whom somebody blocked: they call nobody who blocked them, on no instance, and are told nothing.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { ChatError } from "../../lib/protocol/errors.ts";
import { GENERAL } from "../../lib/protocol/events.ts";
import { communityTest } from "../support/community.ts";

communityTest(
  "blocked - who was blocked calls nobody who blocked them, by name nor by keyword",
  2,
  async (here) => {
    const [awa, bo, mei] = [
      await here.person("awa"),
      await here.person("bo"),
      await here.person("mei"),
    ];
    const { chat } = here.one.instance;
    const other = here.two.instance.chat;
    await here.settled(chat.settings(awa.actor, { keywords: ["harvest"] }));
    await here.pass(500);
    let after = 0;
    const say = async (who: typeof bo, text: string) => {
      const said = { conversation: GENERAL, id: crypto.randomUUID(), text, after };
      after = (await here.settled(other.post(who.actor, said))).seq;
      await here.pass(500);
      const { mentions } = await here.settled(chat.mentions(awa.actor, { limit: 50 }));
      return mentions.length;
    };
    assertEquals(await say(bo, "@awa hello"), 1);
    assertEquals(await say(bo, "the harvest"), 2);
    const theirs = await here.connect(here.two, bo);
    const { blocked } = await here.settled(chat.settings(awa.actor, { block: "bo" }));
    assertEquals(blocked, [bo.actor.user.id]);
    await here.pass(500);
    assertEquals(await say(bo, "@awa again"), 2);
    assertEquals(await say(bo, "the harvest again"), 2);
    assertEquals(await say(mei, "@awa from mei"), 3);
    assert(!JSON.stringify(theirs.frames).includes("block"), "who was blocked is told nothing");

    await here.settled(chat.settings(awa.actor, { unblock: bo.actor.user.id }));
    await here.pass(500);
    assertEquals(await say(bo, "@awa once more"), 4);
  },
);

communityTest(
  "blocked - what they ask one into is not shown, and they are not told",
  1,
  async (here) => {
    const [awa, bo] = [await here.person("awa"), await here.person("bo")];
    const { chat } = here.one.instance;
    await here.settled(chat.settings(awa.actor, { block: bo.actor.user.id }));
    const { id: conversation } = await here.settled(chat.create(bo.actor, { name: "lair" }));
    await here.settled(chat.invite(bo.actor, { conversation, user: "awa" }));
    assertEquals(await here.settled(chat.invitations(awa.actor)), []);
    await here.settled(chat.settings(awa.actor, { unblock: bo.actor.user.id }));
    const [asked] = await here.settled(chat.invitations(awa.actor));
    assertEquals(asked?.room.name, "lair");
  },
);

communityTest(
  "blocked - what they write directly notifies of nothing, until they are unblocked",
  1,
  async (here) => {
    const [awa, bo] = [await here.person("awa"), await here.person("bo")];
    const { chat } = here.one.instance;
    const { conversation, seq } = await here.settled(
      chat.post(bo.actor, { to: "awa", id: crypto.randomUUID(), text: "hello", after: 0 }),
    );
    const summary = () => here.settled(chat.summary(awa.actor, { conversation }));
    const why = async () =>
      (await here.settled(chat.why(awa.actor, { conversation, target: seq }))).notifies;
    assertEquals([(await summary()).level, await why()], [undefined, true]);
    await here.settled(chat.settings(awa.actor, { block: bo.actor.user.id }));
    await here.pass(500);
    assertEquals([(await summary()).level, await why()], ["nothing", false]);
    assertEquals((await here.settled(chat.summary(bo.actor, { conversation }))).level, undefined);
    await here.settled(chat.settings(awa.actor, { unblock: bo.actor.user.id }));
    await here.pass(500);
    assertEquals([(await summary()).level, await why()], [undefined, true]);

    const refused = async (block: string) =>
      (await assertRejects(() => chat.settings(awa.actor, { block }), ChatError)).refusal;
    assertEquals(await refused("awa"), "block-self");
    assertEquals(await refused("nobody here"), "unknown-user");
  },
);
