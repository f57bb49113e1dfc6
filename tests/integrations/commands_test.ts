// Slash commands of bots (B3): a call to another service, and what it answers.
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Bot } from "../../lib/protocol/bots.ts";
import type { MessageEvent } from "../../lib/protocol/events.ts";
import { OWN_COMMANDS } from "../../lib/terminal/own_commands.ts";
import { COMMANDS } from "../../lib/text/commands.ts";
import { type Community, communityTest, type Somebody } from "../support/community.ts";
import { everyRow } from "../support/every_row.ts";
import { isSigned, Receiver } from "../support/receiver.ts";

const problem = (body: Record<string, unknown>) => String(body.type).split(":").at(-1);
const URL_OF_CI = "https://ci.example/deploy";

/** A community whose bot “Deploy” has the command `/deploy`, in `general`. */
async function withCommand(here: Community) {
  const boss = await here.person("boss", "administrator");
  const made = await here.api(here.one, boss, "POST", "/bots", {
    name: "Deploy",
    scopes: ["read", "write"],
    rooms: ["general"],
  });
  const { bot: { bot }, token } = made.body as { bot: Bot; token: string };
  const wish = { name: "/deploy", usage: "place", about: "Brings it out", url: URL_OF_CI };
  const added = await here.api(here.one, boss, "POST", "/commands", { ...wish, bot: bot.id });
  assertEquals(added.status, 201, JSON.stringify(added.body));
  const secret = String(added.body.signingSecret);
  const call = (who: Somebody, text: string, conversation = "general", more = {}) =>
    here.api(here.one, who, "POST", `/conversations/${conversation}/commands`, { text, ...more });
  async function said(conversation = "general", who = boss): Promise<MessageEvent[]> {
    const { events } = await here.settled(
      here.one.instance.chat.history(who.actor, { conversation, limit: 50 }),
    );
    return events.filter((event) => event.kind === "message") as MessageEvent[];
  }
  return { boss, bot, token, secret, wish, call, said };
}

function commandTest(
  name: string,
  instances: number,
  run: (here: Community, receiver: Receiver) => Promise<void>,
) {
  const receiver = new Receiver();
  communityTest(`commands - B3: ${name}`, instances, (here) => run(here, receiver), {
    calls: receiver.options,
  });
}

commandTest("a call is signed, and answered to the caller or to all", 1, async (here, receiver) => {
  const { boss, bot, secret, call, said } = await withCommand(here);
  const ada = await here.person("ada");
  receiver.answer = () => ({ status: 200, body: { text: "Deployed to *staging*." } });
  const private_ = await call(ada, "/deploy  staging now ");
  assertEquals([private_.status, private_.body.said], [200, "Deployed to *staging*."]);
  assertEquals((private_.body.bot as { name: string }).name, "Deploy");
  const [asked] = receiver.calls;
  assert(asked && isSigned(asked, secret), "the public library takes it");
  assertEquals(asked.url, URL_OF_CI);
  const { command, text, by, room } = asked.data;
  assertEquals([command, text, by.name, room.name], ["/deploy", "staging now", "ada", "general"]);
  assertEquals((await said()).length, 0, "nobody else is told");
  for (const answer of [{ to: "room" }, { response_type: "in_channel" }]) {
    receiver.answer = () => ({ status: 200, body: { text: "Out for all", ...answer } });
    const open = await call(boss, "/DEPLOY");
    assertEquals([open.status, open.body.said], [200, undefined]);
    const last = (await said()).at(-1);
    assertEquals([last?.by, last?.text, last?.seq], [bot.id, "Out for all", open.body.seq]);
  }
  receiver.answer = () => ({ status: 200, body: "plain words", type: "text/plain" });
  assertEquals((await call(ada, "/deploy x")).body.said, "plain words");
  receiver.answer = () => ({ status: 200, body: "🥭".repeat(4_001), type: "text/plain" });
  assertEquals((await call(ada, "/deploy x")).body.said, `${"🥭".repeat(3_999)}…`);
  receiver.answer = () => ({ status: 200, body: "plain words", type: "text/plain" });
  const end = await here.connect(here.one, ada);
  const ref = end.ask({ type: "command", conversation: "general", text: "/deploy by socket" });
  await here.pass(300);
  assertEquals((end.reply(ref) as { said?: string }).said, "plain words");
  const listed = end.ask({ type: "commands", conversation: "general" });
  await here.pass(300);
  const { commands } = end.reply(listed) as unknown as { commands: Record<string, unknown>[] };
  assertEquals(commands.map(({ name, usage }) => [name, usage]), [["deploy", "place"]]);
  assert(!JSON.stringify(commands).includes("ci.example"), "where it calls is nobody's to know");
});

commandTest("who does not answer in time is said to have failed", 1, async (here, receiver) => {
  const { boss, call } = await withCommand(here);
  for (const answer of [{ status: 500 }, { failed: "time" as const }]) {
    receiver.answer = () => answer;
    const failed = await call(boss, "/deploy");
    assertEquals([failed.status, problem(failed.body)], [424, "command-failed"]);
    assertMatch(String(failed.body.detail), /^\/deploy did not answer( \(500\))?\./);
  }
  assertEquals(receiver.calls[0]?.request.timeoutMs, 5_000);
});

commandTest(
  "it may answer later, by an address, some times and for a while",
  2,
  async (here, receiver) => {
    const { boss, call, said } = await withCommand(here);
    const ada = await here.person("ada");
    receiver.answer = () => ({ status: 202 });
    assertEquals((await call(ada, "/deploy slowly")).body.said, undefined);
    const at = new URL(receiver.calls[0]?.data.answerTo).pathname;
    const answer = (body: object, path = at) =>
      here.ask(here.two, { address: "203.0.113.7" }, "POST", path, body);
    assertEquals((await answer({ text: "done" }, `${at}x`)).status, 404);
    assertEquals((await answer({})).status, 400);
    assertEquals((await answer({ text: "Half of it" })).status, 200);
    assertEquals((await answer({ text: "It is out", to: "room" })).status, 200);
    const direct = await here.settled(
      here.one.instance.chat.summary(ada.actor, { direct: "Deploy" }),
    );
    assertEquals((await said(direct.id, ada)).map(({ text }) => text), ["Half of it"]);
    assertEquals((await said()).map(({ text }) => text), ["It is out"]);
    for (let n = 0; n < 3; n++) assertEquals((await answer({ text: `${n}` })).status, 200);
    assertEquals((await answer({ text: "a sixth" })).status, 404);
    await call(boss, "/deploy again");
    const next = new URL(receiver.calls[1]?.data.answerTo).pathname;
    const rows = JSON.stringify(await everyRow(here.kv));
    assert(!rows.includes(next.split("/").at(-1) ?? "?"), "the store does not know the secret");
    assert(!rows.includes("slowly"), "nor what was written");
    await here.clock.advance(31 * 60_000);
    assertEquals((await answer({ text: "too late" }, next)).status, 404);
  },
);

commandTest(
  "where its bot is not, or the caller may not write, there is none",
  1,
  async (here, receiver) => {
    const { boss, bot, call } = await withCommand(here);
    const room = await here.settled(here.one.instance.chat.create(boss.actor, { name: "quiet" }));
    const none = await call(boss, "/deploy", room.id);
    assertEquals([none.status, problem(none.body)], [404, "unknown-command"]);
    const ada = await here.person("ada");
    assertEquals((await call(ada, "/deploy", room.id)).status, 403, "no member");
    const listed = await here.api(here.one, boss, "GET", `/conversations/${room.id}/commands`);
    assertEquals(listed.body.commands, []);
    assertEquals(problem((await call(boss, "/nothing")).body), "unknown-command");
    await here.api(here.one, boss, "POST", "/admin/mutes", { user: "ada", duration: "1h" });
    await here.pass(300);
    assertEquals(problem((await call(ada, "/deploy")).body), "muted");
    await here.api(here.one, boss, "DELETE", `/bots/${bot.id}`);
    await here.pass(300);
    assertEquals(problem((await call(boss, "/deploy")).body), "unknown-command");
    assertEquals(receiver.calls, []);
    const left = (await everyRow(here.kv)).filter(({ key }) => key[0] === "command");
    assertEquals(left, [], "its commands go with it");
  },
);

commandTest(
  "the bot of who is muted answers nobody, and is not offered",
  1,
  async (here, receiver) => {
    const { boss, call } = await withCommand(here);
    const ada = await here.person("ada");
    await here.api(here.one, boss, "PATCH", "/admin/settings", { bots: "members" });
    await here.pass(300);
    const own = await here.api(here.one, ada, "POST", "/bots", {
      name: "Adas",
      scopes: ["write"],
      rooms: ["general"],
    });
    const { bot: { bot } } = own.body as { bot: Bot };
    await here.api(here.one, ada, "POST", "/commands", {
      name: "adas",
      url: URL_OF_CI,
      bot: bot.id,
    });
    receiver.answer = () => ({ status: 200, body: { text: "Done" } });
    const offered = async () => {
      const { body } = await here.api(here.one, boss, "GET", "/conversations/general/commands");
      return (body.commands as Array<{ name: string }>).map(({ name }) => name);
    };
    assertEquals([await offered(), (await call(boss, "/adas")).status], [["adas", "deploy"], 200]);
    await here.api(here.one, boss, "POST", "/admin/mutes", { user: "ada", duration: "1h" });
    await here.pass(300);
    assertEquals(await offered(), ["deploy"]);
    assertEquals(problem((await call(boss, "/adas")).body), "unknown-command");
    assertEquals(receiver.calls.length, 1);
  },
);

commandTest("names are free once, and the house's own never", 1, async (here) => {
  const { boss, bot, wish, secret } = await withCommand(here);
  const add = (fields: object, who: Somebody = boss) =>
    here.api(here.one, who, "POST", "/commands", { ...wish, bot: bot.id, ...fields });
  assertEquals(problem((await add({})).body), "command-taken");
  for (const name of [...COMMANDS, ...OWN_COMMANDS]) {
    assertEquals(problem((await add({ name })).body), "command-taken", name);
  }
  for (const name of ["", "two words", "é", "-a", "x".repeat(33)]) {
    assertEquals(problem((await add({ name })).body), "command-name", name);
  }
  assertEquals(problem((await add({ name: "plain", url: "http://ci.example" })).body), "hook-url");
  assertEquals((await add({ name: "long", about: "x".repeat(200) })).status, 400);
  for (let n = 1; n < 20; n++) assertEquals((await add({ name: `c${n}` })).status, 201);
  assertEquals(problem((await add({ name: "c20" })).body), "too-many-commands");
  const renewed = await here.api(here.one, boss, "POST", "/commands/deploy/secret");
  assert(renewed.status === 201 && renewed.body.signingSecret !== secret);
  assertEquals((await here.api(here.one, boss, "DELETE", "/commands/deploy")).status, 204);
  assertEquals((await here.api(here.one, boss, "DELETE", "/commands/deploy")).status, 404);
  const { body } = await here.api(here.one, boss, "GET", "/admin/journal");
  const acts = (body.entries as Array<{ act: string; what?: string }>)
    .filter(({ what }) => what === "/deploy").map(({ act }) => act).sort();
  assertEquals(acts, ["command-made", "command-removed", "command-secret"]);
});

commandTest("a bot adds its own, and calls none", 1, async (here) => {
  const { bot, token, call, boss } = await withCommand(here);
  const asBot = { token, address: "198.51.100.9" };
  const wish = { name: "crates", url: "https://harvest.example/" };
  const own = await here.api(here.one, asBot, "POST", "/commands", wish);
  assertEquals(own.status, 201, JSON.stringify(own.body));
  assertEquals((own.body.command as { bot: { id: string } }).bot.id, bot.id);
  const others = await here.api(here.one, asBot, "POST", "/commands", {
    ...wish,
    bot: boss.actor.user.id,
  });
  assertEquals(others.status, 404);
  const { body } = await here.api(here.one, asBot, "GET", "/commands");
  assertEquals((body.commands as Array<{ name: string }>).map(({ name }) => name), [
    "crates",
    "deploy",
  ]);
  const refused = await here.api(here.one, asBot, "POST", "/conversations/general/commands", {
    text: "/crates 4",
  });
  assertEquals(problem(refused.body), "not-for-bots");
  const ada = await here.person("ada");
  assertEquals((await here.api(here.one, ada, "DELETE", "/commands/crates")).status, 403);
  assertEquals((await call(ada, "no command")).status, 404);
});

commandTest(
  "who answers for a bot takes along what it is, and nothing that signs",
  1,
  async (here) => {
    const { boss, bot, secret } = await withCommand(here);
    const { body } = await here.api(here.one, boss, "GET", "/me/data");
    const lines = String(body.text).trim().split("\n").map((line) => JSON.parse(line));
    const own = lines.filter((line) => line.is === "bot" || line.kind === "bot");
    assertEquals(JSON.stringify(own).includes(bot.id), true, JSON.stringify(lines.slice(0, 3)));
    assertMatch(JSON.stringify(own), /"url":"https:\/\/ci\.example\/deploy"/);
    assert(!String(body.text).includes(secret.slice("whsec_".length)));
  },
);
