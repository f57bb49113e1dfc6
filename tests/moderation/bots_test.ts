// Bots (B1): who adds them, what their tokens are good for, and that they are nobody who is here.
import { assert, assertEquals } from "@std/assert";
import type { Bot } from "../../lib/protocol/bots.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";

const at = (n: number) => `203.0.113.${n}`;
const problem = (answer: { body: Record<string, unknown> }) =>
  String(answer.body.type).replace("urn:palabre:problem:", "");

async function added(here: Community, by: Somebody, wish: object) {
  const answer = await here.api(here.one, by, "POST", "/bots", {
    name: "Harvest",
    scopes: ["read", "write"],
    rooms: ["general"],
    ...wish,
  });
  assertEquals(answer.status, 201, JSON.stringify(answer.body));
  const { bot, token } = answer.body as { bot: Bot; token: string };
  return { bot, token, address: at(200) };
}

communityTest(
  "bots - B1: a bot reads and writes where it was put, and nowhere else",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    await here.settled(here.one.instance.chat.create(boss.actor, { name: "machines" }));
    await here.settled(here.one.instance.chat.create(boss.actor, { name: "kitchen" }));
    const harvest = await added(here, boss, { rooms: ["machines"] });
    assertEquals(harvest.bot.rooms.map(({ name }) => name), ["machines"]);
    const ask = (method: string, path: string, json?: unknown) =>
      here.api(here.one, harvest, method, path, json);

    const { body } = await ask("GET", "/conversations");
    const [machines, ...others] = body.conversations as Array<{ id: string; name: string }>;
    assertEquals([machines?.name, others.length], ["machines", 0]);
    assert(machines);
    const posted = await ask("POST", "/messages", { conversation: machines.id, text: "4 crates" });
    assertEquals(posted.status, 201);
    const { body: page } = await ask("GET", `/conversations/${machines.id}/events`);
    const users = page.users as Record<string, object>;
    assertEquals(users[harvest.bot.bot.id], { name: "Harvest", role: "member", bot: true });
    const elsewhere = await ask("POST", "/messages", { conversation: "general", text: "hello" });
    assertEquals([elsewhere.status, problem(elsewhere)], [403, "not-member"]);
  },
);

communityTest(
  "bots - B1: what their requests need is refused to a token that lacks it",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const reader = await added(here, boss, { scopes: ["read"] });
    const writer = await added(here, boss, { name: "Pump", scopes: ["write"] });
    const say = { conversation: "general", text: "hello" };
    const read = "/conversations/general/events";
    assertEquals((await here.api(here.one, reader, "GET", read)).status, 200);
    assertEquals((await here.api(here.one, writer, "POST", "/messages", say)).status, 201);
    assertEquals(problem(await here.api(here.one, reader, "POST", "/messages", say)), "bot-scope");
    assertEquals(problem(await here.api(here.one, writer, "GET", read)), "bot-scope");
    assertEquals((await here.ask(here.one, writer, "GET", "/files/none")).status, 403);
    assertEquals((await here.ask(here.one, reader, "GET", "/files/none")).status, 404);

    const socket = await here.connect(here.one, reader);
    const sent = socket.ask({ type: "send", id: crypto.randomUUID(), ...say });
    await here.pass(300);
    const reply = socket.reply(sent);
    assert(!reply.ok);
    assertEquals(reply.error.code, "forbidden");
  },
);

communityTest(
  "bots - B1: what is for people is for no bot, whatever its token is good for",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const bot = await added(here, boss, {});
    for (
      const [method, path, json] of [
        ["POST", "/rooms", { name: "mine" }],
        ["POST", "/join", { room: "general" }],
        ["POST", "/leave", { room: "general" }],
        ["POST", "/conversations", { with: "boss" }],
        ["PATCH", "/me", { name: "Somebody" }],
        ["DELETE", "/me", { password: "" }],
        ["GET", "/me/data"],
        ["GET", "/sessions"],
        ["GET", "/bots"],
        ["POST", "/bots", { name: "Child", scopes: ["read"], rooms: [] }],
        ["GET", "/admin/journal"],
      ] as const
    ) {
      const answer = await here.api(here.one, bot, method, path, json);
      assertEquals([answer.status, problem(answer)], [403, "not-for-bots"], `${method} ${path}`);
    }
    const socket = await here.connect(here.one, bot);
    for (
      const request of [
        { type: "create", name: "mine" },
        { type: "open", with: "boss" },
        { type: "pin", conversation: "general", target: 1, on: true },
        { type: "invite", conversation: "general", user: "boss" },
        { type: "schedule", conversation: "general", text: "x", at: here.clock.now() + 9e6 },
      ]
    ) {
      const asked = socket.ask({ id: crypto.randomUUID(), ...request });
      await here.pass(100);
      const reply = socket.reply(asked);
      assert(!reply.ok, request.type);
      assertEquals(reply.error.code, "forbidden", request.type);
    }
    const kitchen = await here.settled(
      here.one.instance.chat.create(boss.actor, { name: "kitchen" }),
    );
    const members = `/conversations/${kitchen.id}/members`;
    const invited = await here.api(here.one, boss, "POST", members, { user: "Harvest" });
    assertEquals(problem(invited), "bot-invited");
    const role = await here.api(here.one, boss, "POST", "/admin/roles", {
      user: "Harvest",
      role: "administrator",
    });
    assertEquals(problem(role), "bot-role");
  },
);

communityTest(
  "bots - B1: a bot is nobody who is here, and no member who is counted",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const desk = await here.connect(here.one, boss);
    const bot = await added(here, boss, {});
    const figures = async () => (await here.api(here.one, boss, "GET", "/admin/figures")).body;
    const before = await figures();
    await here.connect(here.one, bot);
    await here.pass(61_000);
    assertEquals(await figures(), { ...before, members: 1 });
    assertEquals(here.one.instance.presence.of(bot.bot.bot.id), "offline");
    assert(desk.frames.every((frame) => !/"presence".*Harvest/.test(frame)));
  },
);

communityTest(
  "bots - B1: the store knows no token, and a new one ends what the old one opened",
  2,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const bot = await added(here, boss, {});
    const rows = JSON.stringify(await everyRow(here.kv));
    assert(rows.includes("Harvest") && !rows.includes(bot.token));
    const socket = await here.connect(here.two, bot);
    const path = `/bots/${bot.bot.bot.id}/token`;
    const renewed = await here.api(here.one, boss, "POST", path, { scopes: ["read"] });
    assertEquals(renewed.status, 201);
    await here.pass(500);
    assert(socket.closed, "its connection is over, on the other instance too");
    assertEquals((await here.api(here.one, bot, "GET", "/me")).status, 401);
    const now = { token: String(renewed.body.token), address: at(201) };
    assertEquals((await here.api(here.two, now, "GET", "/me")).status, 200);
    assertEquals((renewed.body.bot as Bot).scopes, ["read"]);
  },
);

communityTest(
  "bots - B1: a token lasts, and ends a year after it was last used",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const bot = await added(here, boss, {});
    const usedAfter = async (days: number) => {
      here.clock.set(days * 24 * 60 * 60_000);
      return (await here.api(here.one, bot, "GET", "/me")).status;
    };
    assertEquals([await usedAfter(364), await usedAfter(364), await usedAfter(366)], [
      200,
      200,
      401,
    ]);
  },
);

communityTest(
  "bots - B1: members add bots where the community says so, and look after their own",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const ada = await here.person("ada");
    const bea = await here.person("bea");
    const zed = await here.person("zed", "guest");
    const wish = { name: "Weather", scopes: ["write"], rooms: ["general"] };
    const make = (by: Somebody) => here.api(here.one, by, "POST", "/bots", wish);
    assertEquals(problem(await make(ada)), "not-allowed");
    await here.api(here.one, boss, "PATCH", "/admin/settings", { bots: "members" });
    await here.pass(300);
    assertEquals(problem(await make(zed)), "not-allowed");
    const made = await make(ada);
    assertEquals(made.status, 201);
    const { bot: { bot: { id } } } = made.body as { bot: Bot };
    const list = async (by: Somebody) =>
      ((await here.api(here.one, by, "GET", "/bots")).body.bots as Bot[]).map(({ bot }) =>
        bot.name
      );
    assertEquals([await list(ada), await list(bea), await list(boss)], [["Weather"], [], [
      "Weather",
    ]]);
    for (const [method, path, json] of [["DELETE", ""], ["POST", "/token", {}]] as const) {
      const answer = await here.api(here.one, bea, method, `/bots/${id}${path}`, json);
      assertEquals(problem(answer), "unknown-user");
    }
    const secret = await here.settled(
      here.one.instance.chat.create(boss.actor, { name: "secret", private: true }),
    );
    const into = { rooms: ["general", secret.name ?? ""] };
    const refused = await here.api(here.one, ada, "PUT", `/bots/${id}/rooms`, into);
    assertEquals(problem(refused), "unknown-room");
  },
);

communityTest(
  "bots - B1: who is kept out or gone has no bot that goes on for them",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    await here.api(here.one, boss, "PATCH", "/admin/settings", { bots: "members" });
    await here.pass(300);
    const ada = await here.person("ada");
    const bot = await added(here, ada, {});
    const say = () =>
      here.api(here.one, bot, "POST", "/messages", { conversation: "general", text: "hello" });
    const socket = await here.connect(here.one, bot);
    assertEquals((await say()).status, 201);
    await here.api(here.one, boss, "POST", "/admin/mutes", { user: "ada", duration: "1h" });
    await here.pass(300);
    assertEquals(problem(await say()), "muted");
    await here.api(here.one, boss, "POST", "/admin/bans", { user: "ada" });
    await here.pass(300);
    assertEquals(problem(await say()), "banned");
    await here.pass(61_000);
    assertEquals(socket.closed?.code, 4403);
    await here.api(here.one, boss, "POST", "/admin/lifts", { user: "ada", what: "ban" });
    await here.api(here.one, boss, "POST", "/admin/lifts", { user: "ada", what: "mute" });
    await here.pass(300);
    assertEquals((await say()).status, 201);
    const password = "correct horse";
    const back = await here.signIn(ada);
    assertEquals((await here.api(here.one, back, "DELETE", "/me", { password })).status, 204);
    assertEquals((await say()).status, 401);

    const taken = await here.api(here.one, boss, "POST", `/bots/${bot.bot.bot.id}/token`, {});
    assertEquals(taken.status, 201, "an administrator takes it over");
    const now = { token: String(taken.body.token), address: at(202) };
    assertEquals((await here.api(here.one, now, "GET", "/me")).status, 200);
  },
);

communityTest(
  "bots - B1: a bot that is removed is gone with its token, and the journal tells all of it",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    await here.settled(here.one.instance.chat.create(boss.actor, { name: "machines" }));
    const bot = await added(here, boss, {});
    const { id } = bot.bot.bot;
    const later = () => here.pass(100);
    await later();
    const moved = await here.api(here.one, boss, "PUT", `/bots/${id}/rooms`, {
      rooms: ["machines"],
    });
    assertEquals((moved.body.bot as Bot).rooms.map(({ name }) => name), ["machines"]);
    const say = { conversation: "general", text: "hello" };
    assertEquals(problem(await here.api(here.one, bot, "POST", "/messages", say)), "not-member");
    await later();
    assertEquals((await here.api(here.one, boss, "POST", `/bots/${id}/token`, {})).status, 201);
    await later();
    assertEquals((await here.api(here.one, boss, "DELETE", `/bots/${id}`)).status, 204);
    assertEquals((await here.api(here.one, bot, "GET", "/me")).status, 401);
    assertEquals((await here.api(here.one, boss, "GET", "/bots")).body.bots, []);
    const { body } = await here.api(here.one, boss, "GET", "/admin/journal");
    const lines = body.entries as Array<{ act: string; whom?: { name: string } }>;
    assertEquals(
      lines.map(({ act, whom }) => `${act} ${whom?.name}`),
      ["bot-removed", "bot-token", "bot-rooms", "bot-made"].map((act) => `${act} Harvest`),
    );
  },
);

communityTest(
  "bots - B1: names follow the rules of names, and there are not endlessly many",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const ada = await here.person("ada");
    await here.api(here.one, boss, "PATCH", "/admin/settings", { bots: "members" });
    await here.pass(300);
    const make = (name: string, more: object = {}) =>
      here.api(here.one, ada, "POST", "/bots", { name, scopes: ["read"], rooms: [], ...more });
    assertEquals(problem(await make("boss")), "name-taken");
    assertEquals(problem(await make("")), "name-empty");
    assertEquals(problem(await make("x", { scopes: [] })), "invalid-field");
    assertEquals(problem(await make("x", { rooms: ["nowhere"] })), "unknown-room");
    for (let n = 1; n <= 20; n++) assertEquals((await make(`bot ${n}`)).status, 201);
    assertEquals(problem(await make("one more")), "too-many-bots");
  },
);

communityTest(
  "bots - B1: what a bot writes is held to what who answers for it is, by edits and many bots too",
  1,
  async (here) => {
    const boss = await here.person("boss", "administrator");
    const [zed, mod] = [await here.person("zed"), await here.person("mod", "moderator")];
    const rule = { bots: "members", newcomerDays: 7, newcomerLinks: "refused" };
    await here.api(here.one, boss, "PATCH", "/admin/settings", rule);
    await here.api(here.one, boss, "PUT", "/admin/held-words", { words: ["casino"] });
    await here.pass(1_000);
    const bots = [await added(here, zed, { name: "Zbot" }), await added(here, zed, {})] as const;
    const modBot = await added(here, mod, { name: "Mbot" });
    const say = (bot: typeof modBot, text: string) =>
      here.api(here.one, bot, "POST", "/messages", { conversation: "general", text });
    const link = "https://example.org/offer";
    assertEquals(problem(await say(bots[0], link)), "newcomer-links");
    assertEquals(problem(await say(bots[0], "the casino")), "held-for-review");
    assertEquals((await say(modBot, `casino ${link}`)).status, 201);
    const { body } = await here.api(here.one, mod, "GET", "/admin/waiting-messages");
    const [held] = body.messages as Array<{ id: string }>;
    const path = `/admin/waiting-messages/${held?.id}/approved`;
    assertEquals((await here.api(here.one, mod, "POST", path)).status, 200);

    const { body: { seq } } = await say(bots[0], "free");
    const words = `/conversations/general/messages/${seq}`;
    const edited = await here.api(here.one, bots[0], "PATCH", words, { text: link });
    assertEquals(problem(edited), "newcomer-links");
    await here.api(here.one, mod, "PATCH", "/admin/rooms/general", { slowSeconds: 60 });
    await here.pass(1_000);
    assertEquals((await say(bots[0], "one")).status, 201);
    assertEquals(problem(await say(bots[1], "many bots have one pace")), "slow-mode");
    for (const text of ["one", "two"]) assertEquals((await say(modBot, text)).status, 201);
  },
);
