import { assertEquals } from "@std/assert";
import { communityTest } from "../support/community.ts";

const GENERAL = { conversation: "general" };

communityTest(
  "own votes - what one chose in a secret poll, one's own devices are told, and nobody else's (M9)",
  2,
  async (here) => {
    const [ana, ben] = [await here.person("ana"), await here.person("ben")];
    const { chat } = here.one.instance;
    const ask = async (secret: boolean) =>
      (await here.settled(chat.post(ana.actor, {
        ...GENERAL,
        id: crypto.randomUUID(),
        text: "When?",
        after: 0,
        poll: { options: ["now", "later"], secret },
      }))).seq;
    const phone = await here.connect(here.two, await here.signIn(ben));
    const [laptop, other] = [await here.connect(here.one, ben), await here.connect(here.one, ana)];
    const vote = async (target: number, options: number[]) => {
      const ref = laptop.ask({ type: "vote", ...GENERAL, target, options });
      await here.pass(1_000);
      assertEquals(laptop.reply(ref).ok, true);
    };
    const told = (end: typeof phone) =>
      end.pushes("voted").map(({ target, options }) => [target, options]);
    const secret = await ask(true);
    await vote(secret, [1]);
    assertEquals(told(phone), [[secret, [1]]]);
    await vote(secret, []);
    assertEquals(told(phone), [[secret, [1]], [secret, []]]);
    assertEquals(told(laptop), told(phone), "the one that votes is a device, too");
    await vote(await ask(false), [0]);
    assertEquals(told(phone).length, 2, "of an open poll its event says it");
    assertEquals(told(other), []);
    const events = JSON.stringify(
      other.events("general").filter(({ kind }) => kind === "vote").slice(0, 2),
    );
    assertEquals(events.includes(ben.actor.user.id), false);
  },
);
