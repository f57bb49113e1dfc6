import { assert, assertEquals } from "@std/assert";
import { DEFAULT_SETTINGS } from "../../lib/store/community/settings.ts";
import { communityTest } from "../support/community.ts";

communityTest(
  "entry - guests are let in until an administrator says no, on every instance",
  2,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    let n = 0;
    const enter = () =>
      here.api(here.two, { address: "203.0.113.1" }, "POST", "/sessions", { name: `guest ${n++}` });
    const set = (guests: boolean) =>
      here.api(here.one, boss, "PATCH", "/admin/settings", { guests });
    assertEquals((await enter()).status, 201);
    assertEquals((await set(false)).body, { ...DEFAULT_SETTINGS, guests: false });
    await here.clock.advance(1_000);
    const { status, body } = await enter();
    assertEquals([status, body.type], [403, "urn:palabre:problem:guests-closed"]);
    await set(true);
    await here.clock.advance(1_000);
    assertEquals((await enter()).status, 201);
  },
);

communityTest(
  "entry - whoever is demoted while somebody registers invites nobody",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const mod = await here.person("mod", "moderator");
    const { administration } = here.one.instance;
    await here.settled(administration.changeSettings(boss.actor, { registration: "invitation" }));
    const { code } = await here.settled(administration.makeInvitation(mod.actor, {}));
    const policy = here.one.instance.admission;
    const decide = await here.settled(policy.newcomer("203.0.113.1", code));
    const { checks } = await here.settled(Promise.resolve(decide()));
    await here.settled(
      administration.giveRole(boss.actor, { id: mod.actor.user.id, role: "member" }),
    );
    assertEquals((await here.settled(here.kv.commit(checks, []))).ok, false);
  },
);

communityTest(
  "entry - a class of thirty comes in at once, and a second where a member is; others wait",
  2,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const school = "203.0.113.50";
    const enter = (n: number, address: string) => {
      const { identity } = n % 2 === 0 ? here.one : here.two;
      return identity.enter({ address, device: "a test" }, `pupil ${n} ${address.slice(-2)}`);
    };
    const come = async (from: number, count: number, address = school) => {
      const tries = Array.from({ length: count }, (_, n) => enter(from + n, address));
      const ends = await here.settled(Promise.allSettled(tries));
      return ends.filter(({ status }) => status === "fulfilled").length;
    };
    assertEquals(await come(0, 30), 30);
    const others = await come(30, 30);
    assert(others <= 20, `fifty in ten minutes, not ${30 + others}`);
    const teacher = await here.person("teacher", "member", school);
    await here.api(here.two, teacher, "GET", "/me");
    await here.pass(100);
    assertEquals(await come(60, 30), 30);
    const elsewhere = "203.0.113.60";
    await here.settled(
      here.one.instance.administration.changeSettings(boss.actor, { guestsPerAddress: 5 }),
    );
    await here.pass(10_000); // every instance knows it by then
    const atOnce = await come(90, 10, elsewhere);
    assert(atOnce <= 5, `five, not ${atOnce}`);
    let after = 0; // two instances that count in the same moment may let fewer in, for that moment
    for (let n = 0; n < 6; n++) after += await come(100 + n, 1, elsewhere);
    assertEquals(atOnce + after, 5);
  },
);
