import { assert, assertEquals } from "@std/assert";
import { readFileSync } from "node:fs";
import { type Action, may, outranks, PERMISSIONS } from "../../lib/protocol/permissions.ts";
import { ROLES } from "../../lib/protocol/events.ts";
import { administrators } from "../../lib/store/community/administrators.ts";
import { createSetup } from "../../lib/store/community/setup.ts";
import { assertRefused } from "../support/chat_instances.ts";
import { communityTest } from "../support/community.ts";
import { SeededRandom } from "../support/seeded_random.ts";

communityTest(
  "setup - the printed code makes a stranger the administrator, once",
  2,
  async (here) => {
    const code = await here.settled(here.one.instance.setup.open());
    assert(code);
    const stranger = { address: "203.0.113.1" };
    const wish = { code, name: "awa", password: "correct horse" };
    const wrong = await here.api(here.two, stranger, "POST", "/setup", { ...wish, code: "guess" });
    assertEquals([wrong.status, wrong.body.type], [403, "urn:palabre:problem:setup-invalid"]);
    const made = await here.api(here.two, stranger, "POST", "/setup", wish);
    assertEquals([made.status, (made.body.user as { role: string }).role], [201, "administrator"]);
    const awa = { token: String(made.body.token), ...stranger };
    assertEquals((await here.api(here.one, awa, "GET", "/admin/figures")).status, 200);
    const again = await here.api(here.one, stranger, "POST", "/setup", { ...wish, name: "eve" });
    assertEquals([again.status, again.body.type], [403, "urn:palabre:problem:setup-invalid"]);
    assertEquals(await here.settled(here.one.instance.setup.open()), undefined, "none is made now");
  },
);

communityTest(
  "setup - a member is promoted, a guest gives a password and is too",
  1,
  async (here) => {
    for (const role of ["member", "guest"] as const) {
      const other = await here.person(role, role);
      if (role === "guest") {
        await here.kv.commit([], [{ type: "delete", key: ["administrators"] }]); // as in a new community
      }
      const code = await here.settled(here.one.instance.setup.open());
      const wish = { code, ...(role === "guest" && { password: "correct horse" }) };
      const { status, body } = await here.api(here.one, other, "POST", "/setup", wish);
      assertEquals([status, body.user], [201, { ...other.actor.user, role: "administrator" }]);
    }
  },
);

communityTest("setup - of two who use the code at once, one wins", 2, async (here) => {
  const [ana, zed] = [await here.person("ana"), await here.person("zed")];
  const code = await here.settled(here.one.instance.setup.open()) ?? "";
  const tries = await here.settled(Promise.allSettled([
    here.one.instance.administration.setUp(ana.actor, code),
    here.two.instance.administration.setUp(zed.actor, code),
  ]));
  assertEquals(tries.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  assertEquals((await administrators(here.kv)).length, 1);
});

communityTest(
  "setup - a code that was set is honoured by every instance and after a restart",
  2,
  async (here) => {
    const fixed = "a code from the environment";
    for (const { instance } of here.places) {
      assertEquals(await here.settled(instance.setup.open(fixed)), fixed);
    }
    const { kv, clock } = here;
    const restarted = createSetup({ kv, clock, random: new SeededRandom(1) });
    assert(await here.settled(restarted.accepts(fixed)));
    const rows = JSON.stringify(await kv.list({ prefix: ["setup"] }, { limit: 9 }));
    assert(!rows.includes(fixed), "the store knows a hash alone");
  },
);

communityTest("setup - guesses are counted by address", 1, async (here) => {
  const stranger = { address: "203.0.113.2" };
  const guess = () => here.api(here.one, stranger, "POST", "/setup", { code: "guess" });
  for (let n = 0; n < 10; n++) assertEquals((await guess()).status, 403);
  assertEquals((await guess()).status, 429);
});

communityTest(
  "roles - an administrator makes a moderator, who may then, and no longer after",
  2,
  async (here) => {
    const [boss, zed] = [await here.person("boss", "administrator"), await here.person("zed")];
    const journal = async () => (await here.api(here.two, zed, "GET", "/admin/journal")).status;
    assertEquals(await journal(), 403);
    const give = (role: string) =>
      here.api(here.one, boss, "POST", "/admin/roles", { user: "zed", role });
    assertEquals((await give("moderator")).status, 200);
    assertEquals(await journal(), 200);
    assertEquals((await give("member")).status, 200);
    assertEquals(await journal(), 403);
  },
);

communityTest("roles - guests are given none", 1, async (here) => {
  const boss = await here.person("boss", "administrator");
  await here.person("noor", "guest");
  const { status, body } = await here.api(here.one, boss, "POST", "/admin/roles", {
    user: "noor",
    role: "moderator",
  });
  assertEquals([status, body.type], [403, "urn:palabre:problem:guest-role"]);
});

communityTest(
  "roles - the last administrator is not demoted, banned or deleted; the last but one is",
  2,
  async (here) => {
    const [awa, ibou] = [
      await here.person("awa", "administrator"),
      await here.person("ibou", "administrator"),
    ];
    const { administration } = here.one.instance;
    const demote = (who: typeof awa, whom: string) =>
      here.settled(administration.giveRole(who.actor, { user: whom, role: "member" }));
    await demote(awa, "ibou");
    await assertRefused(() => demote(awa, "awa"), "last-administrator");
    await assertRefused(
      () => here.settled(here.two.instance.administration.ban(awa.actor, { user: "awa" })),
      "outranked",
    );
    const place = { conversation: "general", id: crypto.randomUUID(), text: "mine", after: 0 };
    const { seq } = await here.settled(here.one.instance.chat.post(awa.actor, place));
    const leave = (who: typeof awa) =>
      here.settled(here.two.identity.deleteAccount(who.actor, "correct horse", "go"));
    await assertRefused(() => leave(awa), "last-administrator");
    const page = { conversation: "general", after: seq - 1, limit: 1 };
    const { events: [mine] } = await here.settled(
      here.one.instance.chat.history(awa.actor, page),
    );
    assert(mine?.kind === "message" && mine.text === "mine", "nothing was taken back before");
    await leave(ibou);
    assertEquals(await administrators(here.kv), [awa.actor.user.id]);
  },
);

communityTest(
  "roles - two administrators who demote each other at once leave one",
  2,
  async (here) => {
    const [awa, ibou] = [
      await here.person("awa", "administrator"),
      await here.person("ibou", "administrator"),
    ];
    const tries = await here.settled(Promise.allSettled([
      here.one.instance.administration.giveRole(awa.actor, { user: "ibou", role: "member" }),
      here.two.instance.administration.giveRole(ibou.actor, { user: "awa", role: "member" }),
    ]));
    assertEquals(tries.filter(({ status }) => status === "fulfilled").length, 1);
    assertEquals((await administrators(here.kv)).length, 1);
  },
);

Deno.test("roles - docs/roles.md says what the table in code says", () => {
  const text = readFileSync(new URL("../../docs/roles.md", import.meta.url), "utf8");
  const table = text.split("\n\n").find((block) => block.startsWith("| action")) ?? "";
  const rows = table.trim().split("\n").map((line) =>
    line.split("|").slice(1, -1).map((cell) => cell.trim())
  );
  const [head, , ...lines] = rows;
  assertEquals(head, ["action", ...ROLES]);
  const actions = Object.keys(PERMISSIONS) as Action[];
  assertEquals(
    lines,
    actions.map((action) => [action, ...ROLES.map((role) => may(role, action) ? "yes" : "")]),
  );
});

Deno.test("roles - each stands above those below it, and above nobody else", () => {
  const above = ROLES.map((role) => ROLES.filter((other) => outranks(role, other)));
  assertEquals(above, [["moderator", "member", "guest"], ["member", "guest"], ["guest"], []]);
});
