import { assert, assertEquals } from "@std/assert";
import { IRC_ENV, IrcTalker } from "../support/irc.ts";
import { runServer } from "../support/running.ts";
import { enlist } from "../support/talker.ts";

Deno.test("irc - B1: a bot comes in by its token, writes, and others are told that it is one", async () => {
  const server = await runServer(IRC_ENV);
  const boss = await enlist(server.url, "boss");
  const known = await server.instance.identity.authenticate(boss);
  const { users } = server.instance;
  await users.update(known?.actor.user.id ?? "", (user) => ({ ...user, role: "administrator" }));
  const administering = await fetch(`${server.url}/api/v1/bots`, {
    method: "POST",
    headers: { authorization: `Bearer ${boss}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Harvest", scopes: ["read", "write"], rooms: ["general"] }),
  });
  const { token } = await administering.json();
  const caps = "message-tags account-tag server-time";
  const ada = await IrcTalker.enter(server.ircPort, { nick: "ada", caps });
  const sasl = { account: "Harvest", password: token };
  const bot = await IrcTalker.enter(server.ircPort, { nick: "Harvest", sasl });
  try {
    await bot.say("PRIVMSG #general :4 crates");
    const heard = await ada.next(/ PRIVMSG #general :?4 crates/);
    const [tags = ""] = heard.slice(1).split(" ");
    assert(tags.split(";").includes("bot"), heard);
    const whois = await ada.ask("WHOIS Harvest");
    assert(whois.some((line) => / 335 ada Harvest :?is a bot/.test(line)), whois.join("\n"));
    const who = await ada.ask("WHO Harvest");
    assert(who.some((line) => / 352 ada .* Harvest \w*B /.test(line)), who.join("\n"));
    assert(ada.lines.some((line) => / 005 .* BOT=B /.test(line)));
    await ada.say("PRIVMSG #general :thanks");
    const answer = await bot.next(/ PRIVMSG #general :?thanks/);
    assertEquals(answer.startsWith("@"), false);
    const renamed = await bot.ask("NICK Boss2");
    assert(renamed.every((line) => !/ NICK /.test(line)), renamed.join("\n"));
    const joined = await bot.ask("JOIN #elsewhere");
    assert(joined.every((line) => !/ JOIN /.test(line)), joined.join("\n"));
  } finally {
    await bot.close();
    await ada.close();
    await server.close();
  }
  assertEquals(server.reported.filter((line) => !line.startsWith("PALABRE_RATES")), []);
});
