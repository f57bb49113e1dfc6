import { assert, assertEquals } from "@std/assert";
import { GENERAL } from "../../lib/protocol/events.ts";
import { communityTest } from "../support/community.ts";

communityTest(
  "shutdown - is told with its time on every instance, then all end in order with 1012 (D7)",
  2,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const [ana, zed] = [await here.person("ana"), await here.person("zed")];
    const ends = [await here.connect(here.one, ana), await here.connect(here.two, zed)];
    const plan = await here.api(here.one, boss, "POST", "/admin/shutdown", {
      in: "1m",
      text: "We update",
      then: "shutdown",
    });
    const { at } = plan.body.shutdown as { at: number };
    assertEquals([plan.status, at - here.clock.now() > 59_000], [201, true]);
    await here.pass(1_000);
    for (const end of ends) {
      assertEquals(end.pushes("notice"), [
        { type: "notice", level: "warning", text: "We update", until: at },
      ]);
    }
    const late = await here.connect(here.two, await here.person("late"));
    assertEquals(late.pushes("notice")[0]?.until, at, "who comes during it is told too");

    const [author] = ends;
    assert(author);
    await here.clock.advance(at - here.clock.now() - 300);
    assertEquals(ends.map(({ closed }) => closed), [undefined, undefined]);
    const id = crypto.randomUUID();
    const ref = author.ask({ type: "send", conversation: GENERAL, id, text: "last words" });
    await here.pass(290);
    const reply = author.reply(ref);
    assert(reply.ok);
    await here.pass(1_000);
    for (const end of [...ends, late]) {
      assertEquals(end.closed?.code, 1012);
      const [goodbye] = end.pushes("goodbye");
      assertEquals(goodbye?.reason, "shutdown");
      assert((goodbye?.retryAfterMs ?? 0) > 0, "clients come back by themselves");
      end.gone();
    }
    await here.pass(4_000);
    assertEquals(here.places.map(({ instance }) => instance.state), ["closed", "closed"]);

    const again = await here.open("instance-3");
    const back = await here.connect(again, ana);
    await here.pass(2_000);
    assertEquals([again.instance.state, back.closed], ["serving", undefined]);
    const history = back.ask({ type: "history", conversation: GENERAL });
    await here.pass(300);
    const page = back.reply(history);
    assert(page.ok && JSON.stringify(page).includes("last words"), "nothing acknowledged is lost");
  },
);

communityTest(
  "shutdown - called off in time, it does not happen, and everyone is told",
  2,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const end = await here.connect(here.two, await here.person("ana"));
    const { administration } = here.one.instance;
    await here.settled(administration.planShutdown(boss.actor, { in: "10s" }));
    await here.pass(1_000);
    assertEquals(end.pushes("notice").length, 1);
    await here.settled(administration.cancelShutdown(boss.actor));
    await here.pass(1_000);
    assertEquals(end.pushes("notice").at(-1)?.until, undefined);
    assertEquals(end.pushes("notice").length, 2);
    await here.pass(15_000);
    assertEquals(here.places.map(({ instance }) => instance.state), ["serving", "serving"]);
    assertEquals(end.closed, undefined);
  },
);

communityTest(
  "shutdown - an instance that starts during the countdown ends with the others",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    await here.settled(
      here.one.instance.administration.planShutdown(boss.actor, { in: "20s" }),
    );
    const late = await here.open("late");
    await here.pass(10_000);
    assertEquals(late.instance.state, "serving");
    await here.pass(16_000);
    assertEquals(late.instance.state, "closed");
  },
);

communityTest(
  "shutdown - one that was called off where the hint was lost does not happen",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const { administration } = here.one.instance;
    await here.settled(administration.planShutdown(boss.actor, { in: "5s" }));
    await here.kv.commit([], [{ type: "delete", key: ["shutdown"] }]);
    await here.pass(10_000);
    assertEquals(here.one.instance.state, "serving");
  },
);

communityTest(
  "notice - reaches every connection on every instance, and nobody but an administrator says it",
  2,
  async (here) => {
    const [boss, mod] = [
      await here.person("boss", "administrator"),
      await here.person("mod", "moderator"),
    ];
    const ends = [await here.connect(here.one, boss), await here.connect(here.two, mod)];
    const say = (who: typeof boss) =>
      here.api(here.one, who, "POST", "/admin/notices", { text: "Tea at four" });
    assertEquals((await say(boss)).status, 204);
    await here.pass(1_000);
    for (const end of ends) {
      assertEquals(end.pushes("notice"), [{ type: "notice", level: "info", text: "Tea at four" }]);
    }
    assertEquals((await say(mod)).status, 403);
  },
);

communityTest(
  "overview - who is connected, where, on which instance and since when; no private place, no address",
  2,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const [ana, zed] = [await here.person("ana"), await here.person("zed", "guest", "203.0.113.4")];
    const { chat } = here.one.instance;
    const hidden = await here.settled(chat.create(ana.actor, { name: "hidden", private: true }));
    const [one, two] = [await here.connect(here.one, ana), await here.connect(here.two, zed)];
    one.say({ type: "typing", conversation: hidden.id });
    two.say({ type: "typing", conversation: GENERAL });
    await here.pass(1_000);
    const { body } = await here.api(here.one, mod, "GET", "/admin/connected");
    const found = body.connected as Array<
      { user: { name: string; role: string }; instance: string; since: number; room?: unknown }
    >;
    assertEquals(body.silent, []);
    assertEquals(found.map(({ user, instance, room }) => [user.name, user.role, instance, room]), [
      ["ana", "member", "instance-1", undefined],
      ["zed", "guest", "instance-2", { id: GENERAL, name: "general" }],
    ]);
    assert(found.every(({ since }) => since > 0 && since < here.clock.now()));
    assertEquals(JSON.stringify(body).includes("203.0.113.4"), false);
  },
);

communityTest(
  "sessions - one that is connected is in use now, on any instance",
  2,
  async (here) => {
    const ana = await here.person("ana");
    const [phone, desk] = [await here.signIn(ana), await here.signIn(ana)];
    const open = async () => {
      const { body } = await here.api(here.one, ana, "GET", "/sessions");
      const sessions = body.sessions as { id: string; open: boolean; usedAt: number }[];
      return sessions.filter((one) => one.open).map(({ id }) => id).sort();
    };
    assertEquals(await open(), [ana.actor.session], "what asks is");
    await here.connect(here.two, phone);
    await here.pass(1_000);
    assertEquals(await open(), [ana.actor.session, phone.actor.session].sort());
    await here.connect(here.one, desk);
    const all = [ana, phone, desk].map(({ actor }) => actor.session).sort();
    assertEquals(await open(), all);
  },
);

communityTest(
  "overview - the figures count who is here, members, the day's messages and instances",
  2,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const ana = await here.person("ana");
    await here.person("noor", "guest");
    const end = await here.connect(here.two, ana);
    for (let n = 0; n < 3; n++) {
      end.ask({ type: "send", conversation: GENERAL, id: crypto.randomUUID(), text: "hello" });
    }
    await here.pass(12_000);
    const { body } = await here.api(here.one, mod, "GET", "/admin/figures");
    assertEquals(body, { here: 1, members: 2, messagesToday: 3, instances: 2 });
  },
);
