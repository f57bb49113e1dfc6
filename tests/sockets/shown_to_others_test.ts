import { assertEquals } from "@std/assert";
import { communityTest } from "../support/community.ts";

const OTHERS = { requests: "community", pronouns: "", zone: "" };

communityTest(
  "shown to others - who hides how far they read, hides it and sees it of nobody (M15)",
  2,
  async (here) => {
    const [ana, ben] = [await here.person("ana"), await here.person("ben")];
    const { chat } = here.one.instance;
    const { conversation } = await here.settled(
      chat.post(ana.actor, { to: "ben", id: crypto.randomUUID(), text: "hello", after: 0 }),
    );
    const seen = async (who: typeof ana) =>
      (await here.settled(chat.summary(who.actor, { conversation }))).seen;
    const [hers, his] = [await here.connect(here.one, ana), await here.connect(here.two, ben)];
    const read = async (seq: number) => {
      await here.settled(here.two.instance.chat.read(ben.actor, { conversation, seq }));
      await here.pass(2_000);
      return hers.pushes("read")
        .filter(({ user, hidden }) => user === ben.actor.user.id && !hidden).length;
    };
    assertEquals([await read(1), await seen(ana)], [1, 1], "by default both see it");
    await here.settled(here.two.instance.chat.settings(ben.actor, { receipts: false }));
    await here.pass(500);
    const { seq } = await here.settled(
      chat.post(ana.actor, { conversation, id: crypto.randomUUID(), text: "again", after: 1 }),
    );
    assertEquals([await read(seq), await seen(ana)], [1, undefined], "ana is not told");
    assertEquals(await seen(ben), undefined, "nor is ben of her");
    await here.settled(chat.read(ana.actor, { conversation, seq }));
    await here.pass(2_000);
    const told = his.pushes("read")
      .filter(({ user, hidden }) => user === ana.actor.user.id && !hidden);
    assertEquals(told.length, 0);
  },
);

communityTest(
  "shown to others - who hides that they type, hides it and sees it of nobody (M15)",
  2,
  async (here) => {
    const [ana, ben] = [await here.person("ana"), await here.person("ben")];
    const [hers, his] = [await here.connect(here.one, ana), await here.connect(here.two, ben)];
    const type = async (end: typeof hers, other: typeof hers) => {
      const before = other.pushes("typing").length;
      end.say({ type: "typing", conversation: "general" });
      await here.pass(4_000);
      return other.pushes("typing").length - before;
    };
    assertEquals([await type(hers, his), await type(his, hers)], [1, 1]);
    const { status, body } = await here.api(here.one, ana, "PATCH", "/me/settings", {
      typing: false,
    });
    assertEquals([status, body.settings], [
      200,
      { keywords: [], receipts: true, typing: false, blocked: [], ...OTHERS },
    ]);
    await here.pass(500);
    assertEquals([await type(hers, his), await type(his, hers)], [0, 0]);
  },
);
