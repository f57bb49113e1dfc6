import { assertEquals, assertMatch } from "@std/assert";
import { assertRefused } from "../support/chat_instances.ts";
import { communityTest } from "../support/community.ts";
import { UPGRADE } from "../support/handshake.ts";

communityTest(
  "ban - ends sockets with 4403 and holds until it is lifted, and then no longer",
  2,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const zed = await here.person("zed");
    const end = await here.connect(here.two, zed);
    const ban = await here.api(here.one, mod, "POST", "/admin/bans", {
      user: "zed",
      reason: "spam",
    });
    assertEquals([ban.status, (ban.body.sanction as { until?: number }).until], [201, undefined]);
    await here.clock.advance(1_000);
    assertEquals(end.closed?.code, 4403);
    assertMatch(end.pushes("goodbye")[0]?.message ?? "", /spam/);

    await here.pass(60_000); // time alone does not end it
    const me = await here.api(here.two, zed, "GET", "/me");
    assertEquals([me.status, me.headers.get("retry-after")], [403, null]);
    assertEquals((await here.ask(here.two, zed, "GET", "/ws", undefined, UPGRADE)).status, 403);
    await assertRefused(() => here.signIn(zed), "banned");

    const list = await here.api(here.one, mod, "GET", "/admin/sanctions");
    const [only] = list.body.sanctions as Array<{ kind: string; whom: { name: string } }>;
    assertEquals([only?.kind, only?.whom.name], ["ban", "zed"]);
    const lift = { user: "zed", what: "ban", reason: "a mistake" };
    assertEquals((await here.api(here.one, mod, "POST", "/admin/lifts", lift)).status, 204);
    assertEquals((await here.api(here.two, zed, "GET", "/me")).status, 200);
    assertEquals((await here.connect(here.two, zed)).closed, undefined);
    await here.signIn(zed);
  },
);

communityTest("ban - one with an end is over at its end, to the millisecond", 1, async (here) => {
  const mod = await here.person("mod", "moderator");
  const zed = await here.person("zed");
  const { until = 0 } = await here.settled(
    here.one.instance.administration.ban(mod.actor, { user: "zed", duration: "1h" }),
  );
  await here.clock.advance(until - 1 - here.clock.now());
  const recognised = async () => (await here.one.identity.authenticate(zed.token))?.barred?.refusal;
  assertEquals(await recognised(), "banned");
  await here.clock.advance(1);
  assertEquals(await recognised(), undefined);
});

communityTest(
  "ban - bars newcomers from the address, and spares them when that is asked",
  1,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const address = "203.0.113.7";
    const enter = (name: string) =>
      here.settled(here.one.identity.enter({ address, device: "" }, name));
    const { administration } = here.one.instance;
    for (const [name, addresses] of [["zed", true], ["zoe", false]] as const) {
      await here.person(name, "guest", address);
      const ban = await here.settled(administration.ban(mod.actor, { user: name, addresses }));
      assertEquals(ban.addresses, addresses ? 1 : 0);
      if (addresses) await assertRefused(() => enter("another"), "network-barred");
      else await enter("another one");
      await here.settled(administration.lift(mod.actor, { user: name, what: "ban" }));
    }
    await enter("after the lift");
  },
);

communityTest("ban - whoever is in at the same address already stays", 1, async (here) => {
  const mod = await here.person("mod", "moderator");
  const address = "203.0.113.8";
  await here.person("zed", "guest", address);
  const neighbour = await here.person("neighbour", "guest", address);
  const end = await here.connect(here.one, neighbour);
  await here.settled(here.one.instance.administration.ban(mod.actor, { user: "zed" }));
  await here.pass(500);
  assertEquals(end.closed, undefined);
  assertEquals((await here.api(here.one, neighbour, "GET", "/me")).status, 200);
});

communityTest("ban - the store keeps no address that could be read", 1, async (here) => {
  const mod = await here.person("mod", "moderator");
  const zed = await here.person("zed", "guest", "203.0.113.77");
  await here.settled(here.one.instance.administration.ban(mod.actor, { user: "zed" }));
  const all = await here.kv.list({ start: [], end: ["~"] }, { limit: 10_000 });
  const text = JSON.stringify(all.filter(({ key }) => key[0] !== "attempts"));
  assertEquals(text.includes(zed.actor.user.id), true, "the whole store was read");
  assertEquals(text.includes("203.0.113.77"), false);
});

communityTest(
  "ban - whoever is kept out can still sign out, and be nobody here any more",
  1,
  async (here) => {
    const mod = await here.person("mod", "moderator");
    const zed = await here.person("zed");
    await here.settled(here.one.instance.administration.ban(mod.actor, { user: "zed" }));
    assertEquals((await here.api(here.one, zed, "GET", "/me")).status, 403);
    assertEquals((await here.api(here.one, zed, "DELETE", "/sessions/current")).status, 204);
    assertEquals((await here.api(here.one, zed, "GET", "/me")).status, 401);
  },
);

communityTest(
  "session - a cookie that was signed out is worth nothing, on no instance",
  2,
  async (here) => {
    const zed = await here.person("zed");
    const end = await here.connect(here.two, zed);
    assertEquals((await here.api(here.two, zed, "GET", "/me")).status, 200);
    assertEquals((await here.api(here.one, zed, "DELETE", "/sessions/current")).status, 204);
    await here.clock.advance(1_000);
    assertEquals(end.closed?.code, 4401);
    for (const place of here.places) {
      assertEquals((await here.api(place, zed, "GET", "/me")).status, 401);
      assertEquals((await here.ask(place, zed, "GET", "/ws", undefined, UPGRADE)).status, 401);
    }
  },
);
