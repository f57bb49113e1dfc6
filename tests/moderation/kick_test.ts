import { assert, assertEquals, assertMatch } from "@std/assert";
import { assertRefused } from "../support/chat_instances.ts";
import { communityTest } from "../support/community.ts";
import { UPGRADE } from "../support/handshake.ts";
import { FarEnd } from "../support/far_end.ts";

const visitor = (address: string) => ({ address, device: "" });

communityTest(
  "kick - is told on the other instance within 1 s, with reason and time, and closed with 4410",
  2,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const zed = await here.person("zed");
    const [near, far] = [await here.connect(here.one, zed), await here.connect(here.two, zed)];
    const other = await here.connect(here.two, await here.person("ana"));
    const { status, body } = await here.api(here.one, mod, "POST", "/admin/kicks", {
      user: "zed",
      duration: "10s",
      reason: "flooding",
    });
    assertEquals(status, 201);
    const { until, at } = body.sanction as { until: number; at: number };
    assertEquals(until - at, 10_000);
    await here.clock.advance(1_000);
    for (const end of [near, far]) {
      assertEquals(end.closed?.code, 4410);
      const [goodbye] = end.pushes("goodbye");
      assertEquals(goodbye?.reason, "kicked");
      assertMatch(goodbye?.message ?? "", /flooding/);
      assert((goodbye?.retryAfterMs ?? 0) > 8_000 && (goodbye?.retryAfterMs ?? 0) <= 10_000);
    }
    assertEquals(other.closed, undefined);
  },
);

communityTest(
  "kick - nobody comes back by the session, another one or another name; after 10 s they do",
  2,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const noor = await here.person("noor", "guest", "203.0.113.9");
    const second = await here.settled(
      here.one.identity.enter(visitor(noor.address), "noor", noor.actor),
    );
    const comeBack = async () => [
      (await here.api(here.two, noor, "GET", "/me")).status,
      (await here.api(here.two, { ...second, address: noor.address }, "GET", "/me")).status,
    ];
    assertEquals(await comeBack(), [200, 200]);
    await here.settled(here.one.identity.enter(visitor(noor.address), "a friend of noor"));

    await here.settled(here.one.instance.administration.kick(mod.actor, {
      user: "noor",
      duration: "10s",
      reason: "enough",
    }));
    assertEquals(await comeBack(), [403, 403]);
    const enter = (name: string, address: string) =>
      here.settled(here.two.identity.enter(visitor(address), name));
    const refused = await assertRefused(() => enter("noor again", noor.address), "network-barred");
    assertEquals(refused.values.reason, undefined, "others may share the address");
    assertEquals(typeof refused.values.until, "number");
    await assertRefused(
      () =>
        here.settled(here.two.identity.register(visitor(noor.address), {
          name: "noor too",
          password: "correct horse",
        })),
      "network-barred",
    );
    await enter("somebody else", "203.0.113.10");
    const upgrade = await here.ask(here.two, noor, "GET", "/ws", undefined, UPGRADE);
    assertEquals([upgrade.status, upgrade.body.type], [403, "urn:palabre:problem:kicked"]);
    assert(Number(upgrade.headers.get("retry-after")) <= 10, "says when to come again");
    assertMatch(String(upgrade.body.detail), /come back in \d+ sec/, "no browser told a time zone");
    const inTokyo = { ...UPGRADE, cookie: "palabre-view=zone=Asia%2FTokyo&hours=12" };
    const told = await here.ask(here.two, noor, "GET", "/ws", undefined, inTokyo);
    assertMatch(String(told.body.detail), /come back after \d+:\d\d\s[ap]m\./);

    await here.pass(10_000);
    assertEquals(await comeBack(), [200, 200]);
    const end = await here.connect(here.two, noor);
    assertEquals(end.closed, undefined);
    await enter("noor again", noor.address);
  },
);

communityTest(
  "kick - a socket that opens over it is closed once its user's affairs are heard",
  2,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const zed = await here.person("zed");
    const known = await here.settled(here.two.identity.authenticate(zed.token, zed.address));
    assert(known && !known.barred);
    await here.settled(here.one.instance.administration.kick(mod.actor, {
      user: "zed",
      duration: "1h",
    }));
    const end = FarEnd.at(here.two.instance, known.actor);
    await here.pass(1_000);
    assertEquals(end.closed?.code, 4410);
  },
);

communityTest("kick - a duration that is none is answered with the right form", 1, async (here) => {
  const mod = await here.person("mod", "moderator");
  await here.person("zed");
  const kick = (duration?: string) =>
    here.api(here.one, mod, "POST", "/admin/kicks", { user: "zed", duration });
  for (const duration of ["10s", "5m", "1h", "2d"]) {
    assertEquals((await kick(duration)).status, 201);
  }
  for (const duration of ["", "10", "s", "-5m", "1x", "1h30", "0s", "9999999999d", undefined]) {
    const { status, body } = await kick(duration);
    assertEquals([status, body.type], [400, "urn:palabre:problem:duration-form"], `${duration}`);
    assertMatch(String(body.detail), /10s, 5m, 1h/);
  }
});

communityTest("kick - nobody sends out their equals or their betters", 1, async (here) => {
  const roles = ["administrator", "moderator", "member", "guest"] as const;
  for (const [rank, role] of roles.entries()) {
    const actor = await here.person(`the ${role}`, role);
    for (const [other, target] of roles.entries()) {
      const name = `${rank} to ${other}`;
      await here.person(name, target);
      const kick = () =>
        here.settled(
          here.one.instance.administration.kick(actor.actor, { user: name, duration: "1s" }),
        );
      if (rank > 1) await assertRefused(kick, "not-allowed");
      else if (other <= rank) await assertRefused(kick, "outranked");
      else assertEquals((await kick()).whom.name, name);
    }
  }
});
