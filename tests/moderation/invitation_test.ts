import { assert, assertEquals } from "@std/assert";
import { communityTest } from "../support/community.ts";

const password = "correct horse";

communityTest(
  "invitation - by invitation, a code lets in as many as it says, until it expires or is taken back",
  2,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const register = (name: string, invite?: string) =>
      here.api(here.two, { address: `203.0.113.${name.length}` }, "POST", "/users", {
        name,
        password,
        invite,
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
    const { code, link } = await make({ uses: 3 });
    assertEquals(link, `http://chat.test/join/${code}`);
    assertEquals((await register("ccc", code)).status, 201);
    assertEquals((await register("dddd", ` ${code.toUpperCase()} `)).status, 201);
    assertEquals((await register("iiiiiiiii", `“${link}” `)).status, 201);
    assertEquals(await refusal("eeeee", code), "urn:palabre:problem:invite-invalid");
    const list = await here.api(here.one, boss, "GET", "/admin/invitations");
    const [listed] = list.body.invitations as Array<{ used: number; uses: number }>;
    assertEquals([listed?.used, listed?.uses], [3, 3]);

    const short = await make({ duration: "10s" });
    await here.pass(10_000);
    assertEquals(await refusal("ffffff", short.code), "urn:palabre:problem:invite-invalid");
    const revoked = await make({ duration: "never" });
    assertEquals(
      (await here.api(here.one, boss, "DELETE", `/admin/invitations/${revoked.code}`)).status,
      204,
    );
    assertEquals(await refusal("ggggggg", revoked.code), "urn:palabre:problem:invite-unknown");
    assertEquals(await refusal("hhhhhhhh", "zzzz-zzzz-zzzz"), "urn:palabre:problem:invite-unknown");
  },
);

communityTest(
  "invitation - where anyone may register, an invitation counts, and lets more in from one address",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const made = await here.api(here.one, boss, "POST", "/admin/invitations", { uses: 25 });
    const { code } = made.body.invitation as { code: string };
    const register = async (name: string, invite?: string) =>
      (await here.api(here.one, { address: "203.0.113.1" }, "POST", "/users", {
        name,
        password,
        invite,
      })).status;
    for (let n = 1; n <= 25; n++) assertEquals(await register(`pupil ${n}`, code), 201);
    const list = await here.api(here.one, boss, "GET", "/admin/invitations");
    const [listed] = list.body.invitations as Array<{ used: number }>;
    assertEquals(listed?.used, 25);
    assertEquals(await register("pupil 26", code), 429); // used up: as without one
    await here.pass(60 * 60_000);
    assertEquals(await register("pupil 26", code), 201); // and keeps nobody out
  },
);

communityTest(
  "invitation - the link of an invitation lets more guests in from one address, as many as it says",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    await here.api(here.one, boss, "PATCH", "/admin/settings", { guestsPerAddress: 10 });
    await here.clock.advance(1_000);
    const made = await here.api(here.one, boss, "POST", "/admin/invitations", { uses: 20 });
    const { code } = made.body.invitation as { code: string };
    let n = 0;
    const enter = async (invite?: string) =>
      (await here.api(here.one, { address: "203.0.113.1" }, "POST", "/sessions", {
        name: `pupil ${n++}`,
        invite,
      })).body.type ?? "in";
    for (let guests = 0; guests < 10; guests++) assertEquals(await enter(), "in");
    assertEquals(await enter(), "urn:palabre:problem:proof-needed");
    assertEquals(await enter("no such code"), "urn:palabre:problem:proof-needed");
    for (let guests = 0; guests < 20; guests++) assertEquals(await enter(code), "in");
    const list = await here.api(here.one, boss, "GET", "/admin/invitations");
    const [listed] = list.body.invitations as Array<{ used: number }>;
    assertEquals(listed?.used, 20);
    assertEquals(await enter(code), "urn:palabre:problem:proof-needed", "it is used up");
  },
);

communityTest(
  "invitation - of two who use the last of an invitation at once, one is let in",
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
            name,
            password,
            invite: code,
          })
        ),
      ),
    );
    assertEquals(tries.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  },
);

communityTest(
  "invitation - a guest becomes a member by an invitation, and not without where it takes one",
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

communityTest(
  "invitation - a guest who came by an invitation becomes a member by it, counted once, until it is revoked",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    await here.api(here.one, boss, "PATCH", "/admin/settings", { registration: "invitation" });
    const { administration, users } = here.one.instance;
    const make = (uses: number) =>
      here.settled(administration.makeInvitation(boss.actor, { uses, duration: "1h" }));
    const enter = async (name: string, invite: string) => {
      const visitor = { address: "203.0.113.1", device: "", invite };
      return await here.settled(here.one.identity.enter(visitor, name));
    };
    const become = async ({ token }: Awaited<ReturnType<typeof enter>>, invite?: string) => {
      const who = { token, address: "203.0.113.1" };
      const asked = { password, invite };
      return (await here.api(here.one, who, "POST", "/me/membership", asked)).body.type ?? "in";
    };
    const used = async (code: string) =>
      (await here.settled(administration.invitations(boss.actor)))
        .find((one) => one.code === code)?.used;
    const { code } = await make(2);
    const ana = await enter("ana", ` ${code.toUpperCase()} `);
    const ben = await enter("ben", code);
    const eve = await enter("eve", code); // guests may come anyway
    assertEquals(await used(code), 2);
    await here.pass(60 * 60_000); // over by now: who came in time stays
    assertEquals(await here.settled(here.one.identity.invitation(ana.actor)), code);
    assertEquals(await become(ana), "in");
    assertEquals((await users.get(ana.actor.user.id))?.invite, undefined);
    assertEquals(await used(code), 2);
    assertEquals(await become(eve), "urn:palabre:problem:registration-closed");
    await here.settled(administration.revokeInvitation(boss.actor, code));
    assertEquals(await here.settled(here.one.identity.invitation(ben.actor)), undefined);
    assertEquals(await become(ben), "urn:palabre:problem:registration-closed");
    assertEquals(await become(ben, (await make(1)).code), "in");
  },
);

communityTest(
  "invitation - a class of guests comes at once by one invitation, and becomes members of it",
  2,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const { administration } = here.one.instance;
    await here.settled(administration.changeSettings(boss.actor, { registration: "invitation" }));
    const { code } = await here.settled(administration.makeInvitation(boss.actor, { uses: 24 }));
    const visitor = { address: "203.0.113.71", device: "a test", invite: code };
    const enter = (n: number) =>
      (n % 2 === 0 ? here.one : here.two).identity.enter(visitor, `guest ${n}`);
    const guests = await here.settled(Promise.all(Array.from({ length: 24 }, (_, n) => enter(n))));
    assertEquals(await here.settled(administration.acceptsInvitation(code)), false, "used up");
    const become = ({ actor }: (typeof guests)[number]) =>
      here.one.identity.becomeMember(actor, visitor, { password });
    const members = await here.settled(Promise.all(guests.map(become)));
    assertEquals(new Set(members.map(({ role }) => role)), new Set(["member"]));
  },
);

communityTest("invitation - closed means closed: no invitation opens it", 1, async (here) => {
  const boss = await here.person("boss", "administrator");
  const { administration, users } = here.one.instance;
  const { code } = await here.settled(administration.makeInvitation(boss.actor, {}));
  const register = (name: string) =>
    here.api(here.one, { address: "203.0.113.1" }, "POST", "/users", {
      name,
      password,
      invite: code,
    });
  assertEquals((await register("ana")).status, 201);
  await here.settled(administration.changeSettings(boss.actor, { registration: "closed" }));
  const { status, body } = await register("zed");
  assertEquals([status, body.type], [403, "urn:palabre:problem:registration-off"]);
  assertEquals(await users.byName("zed"), undefined);
});

communityTest(
  "invitation - moderators see and take back their own invitations alone",
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

communityTest(
  "invitation - an invitation ends with its maker's right: demoted, banned, or gone",
  2,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const { administration, users } = here.one.instance;
    let n = 0;
    const register = async (invite: string) => {
      const address = { address: `203.0.113.${++n}` };
      const asked = { name: `newcomer ${n}`, password, invite };
      return (await here.api(here.two, address, "POST", "/users", asked)).status;
    };
    const ends: Array<[maker: string, end: (id: string) => Promise<unknown>]> = [
      ["demoted", (id) => administration.giveRole(boss.actor, { id, role: "member" })],
      ["banned", (id) => administration.ban(boss.actor, { id })],
      ["gone", (id) => users.remove(id)],
    ];
    const makers = [];
    for (const [name, end] of ends) {
      makers.push([await here.person(name, "moderator"), end] as const);
    }
    await here.settled(administration.changeSettings(boss.actor, { registration: "invitation" }));
    await here.clock.advance(1_000);
    for (const [maker, end] of makers) {
      const { name } = maker.actor.user;
      const { code } = await here.settled(
        administration.makeInvitation(maker.actor, { uses: 5, duration: "never" }),
      );
      assertEquals(await register(code), 201, name);
      assertEquals(await here.settled(administration.acceptsInvitation(code)), true, name);
      await here.settled(end(maker.actor.user.id));
      assertEquals(await register(code), 403, name);
      assertEquals(await here.settled(administration.acceptsInvitation(code)), false, name);
    }
  },
);

communityTest(
  "invitation - a class of thirty registers at once by one invitation",
  2,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const { administration } = here.one.instance;
    const { code } = await here.settled(administration.makeInvitation(boss.actor, { uses: 30 }));
    const school = { address: "203.0.113.70", device: "a test" };
    const register = (n: number, invite?: string) => {
      const { identity } = n % 2 === 0 ? here.one : here.two;
      return identity.register(school, { name: `pupil ${n}`, password: "correct horse", invite });
    };
    const come = async (from: number, count: number, invite?: string) => {
      const tries = Array.from({ length: count }, (_, n) => register(from + n, invite));
      const ends = await here.settled(Promise.allSettled(tries));
      return ends.filter(({ status }) => status === "fulfilled").length;
    };
    assertEquals(await come(0, 25, code), 25);
    assertEquals(await come(25, 5), 0, "twenty in an hour without one");
    assertEquals(await come(30, 5, "0000-0000-0000"), 0, "nor with one that is none");
    assertEquals(await come(35, 5, code), 5);
  },
);
