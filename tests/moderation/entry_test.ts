import { assert, assertEquals } from "@std/assert";
import { communityTest } from "../support/community.ts";

const password = "correct horse";

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
    assertEquals((await set(false)).body, { guests: false, registration: "open" });
    await here.clock.advance(1_000);
    const { status, body } = await enter();
    assertEquals([status, body.type], [403, "urn:palabre:problem:guests-closed"]);
    await set(true);
    await here.clock.advance(1_000);
    assertEquals((await enter()).status, 201);
  },
);

communityTest(
  "entry - by invitation, a code lets in as many as it says, until it expires or is taken back",
  2,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const register = (name: string, invite?: string) =>
      here.api(here.two, { address: `203.0.113.${name.length}` }, "POST", "/users", {
        ...{ name, password, invite },
      });
    const refusal = async (name: string, invite?: string) =>
      (await register(name, invite)).body.type;
    assertEquals((await register("a")).status, 201);
    await here.api(here.one, boss, "PATCH", "/admin/settings", { registration: "invitation" });
    await here.clock.advance(1_000);
    assertEquals(await refusal("bb"), "urn:palabre:problem:registration-closed");
    const make = async (wish: object) => {
      const made = await here.api(here.one, boss, "POST", "/admin/invitations", wish);
      assertEquals(made.status, 201);
      return made.body.invitation as { code: string; link: string };
    };
    const { code, link } = await make({ uses: 2 });
    assertEquals(link, `http://chat.test/join/${code}`);
    assertEquals((await register("ccc", code)).status, 201);
    assertEquals((await register("dddd", ` ${code.toUpperCase()} `)).status, 201);
    assertEquals(await refusal("eeeee", code), "urn:palabre:problem:invite-invalid");
    const list = await here.api(here.one, boss, "GET", "/admin/invitations");
    const [listed] = list.body.invitations as Array<{ used: number; uses: number }>;
    assertEquals([listed?.used, listed?.uses], [2, 2]);

    const short = await make({ duration: "10s" });
    await here.pass(10_000);
    assertEquals(await refusal("ffffff", short.code), "urn:palabre:problem:invite-invalid");
    const revoked = await make({ duration: "never" });
    assertEquals(
      (await here.api(here.one, boss, "DELETE", `/admin/invitations/${revoked.code}`)).status,
      204,
    );
    assertEquals(await refusal("ggggggg", revoked.code), "urn:palabre:problem:invite-invalid");
  },
);

communityTest(
  "entry - of two who use the last of an invitation at once, one is let in",
  2,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const { administration } = here.one.instance;
    await here.settled(administration.changeSettings(boss.actor, { registration: "invitation" }));
    await here.clock.advance(1_000);
    const { code } = await here.settled(administration.makeInvitation(boss.actor, {}));
    const tries = await here.settled(
      Promise.allSettled(
        ["ana", "zed"].map((name, n) =>
          here.places[n]?.identity.register({ address: `203.0.113.${n}`, device: "" }, {
            ...{ name, password, invite: code },
          })
        ),
      ),
    );
    assertEquals(tries.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  },
);

communityTest(
  "entry - a guest becomes a member by an invitation, and not without where it takes one",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const noor = await here.person("noor", "guest");
    await here.api(here.one, boss, "PATCH", "/admin/settings", { registration: "invitation" });
    const become = (invite?: string) =>
      here.api(here.one, noor, "POST", "/me/membership", { password, invite });
    assertEquals((await become()).body.type, "urn:palabre:problem:registration-closed");
    const { code } = await here.settled(
      here.one.instance.administration.makeInvitation(boss.actor, {}),
    );
    const { status, body } = await become(code);
    assertEquals([status, (body.user as { role: string }).role], [200, "member"]);
  },
);

communityTest("entry - closed means closed: no invitation opens it", 1, async (here) => {
  const boss = await here.person("boss", "administrator");
  const { administration, users } = here.one.instance;
  const { code } = await here.settled(administration.makeInvitation(boss.actor, {}));
  const register = (name: string) =>
    here.api(here.one, { address: "203.0.113.1" }, "POST", "/users", {
      ...{ name, password, invite: code },
    });
  assertEquals((await register("ana")).status, 201);
  await here.settled(administration.changeSettings(boss.actor, { registration: "closed" }));
  const { status, body } = await register("zed");
  assertEquals([status, body.type], [403, "urn:palabre:problem:registration-off"]);
  assertEquals(await users.byName("zed"), undefined);
});

communityTest(
  "entry - moderators see and take back their own invitations alone",
  1,
  async (here) => {
    const [boss, mod] = [
      await here.person("boss", "administrator"),
      await here.person("mod", "moderator"),
    ];
    const { administration } = here.one.instance;
    const theirs = await here.settled(administration.makeInvitation(boss.actor, {}));
    const own = await here.settled(administration.makeInvitation(mod.actor, {}));
    const seen = async (who: typeof mod) =>
      (await here.settled(administration.invitations(who.actor))).map(({ code }) => code).sort();
    assertEquals(await seen(mod), [own.code]);
    assertEquals(await seen(boss), [own.code, theirs.code].sort());
    const revoke = (code: string) =>
      here.api(here.one, mod, "DELETE", `/admin/invitations/${code}`);
    assertEquals((await revoke(own.code)).status, 204);
    assertEquals((await revoke(theirs.code)).status, 403);
    assert((await seen(boss)).includes(theirs.code));
  },
);
