// Every command of IRC × sanctions: each says why it is refused.
import { assert, assertEquals } from "@std/assert";
import { COMMANDS } from "../../lib/irc/commands/table.ts";
import { IrcTalker } from "../support/irc.ts";
import { ircTest } from "../support/irc_server.ts";
import { enlist } from "../support/talker.ts";
import { WHY } from "./sanctioned_place.ts";
import { LINES_SEEN } from "./seen.ts";

const WORDS = "at tea";

/** What is said by somebody of this nick, about a poll in `#general`, for each command that is seen. */
const LINES: Record<string, (nick: string, poll: string, n: number) => string[]> = {
  PRIVMSG: () => ["PRIVMSG #general :words"],
  NOTICE: () => ["NOTICE #general :words"],
  TAGMSG: (_, poll) => [`@+draft/reply=${poll};+draft/react=🌳 TAGMSG #general`],
  BATCH: () => [
    ...["BATCH +1 draft/multiline #general", "@batch=1 PRIVMSG #general :one"],
    ...["@batch=1 PRIVMSG #general :two", "BATCH -1"],
  ],
  TOPIC: (nick) => [`TOPIC #garden :of ${nick}`],
  VOTE: (_, poll) => [`VOTE #general ${poll.split(".")[1]} 1`],
  INVITE: (_nick, _poll, n) => [`INVITE noor #shed${n}`],
  JOIN: (nick) => [`JOIN #of-${nick}`, `JOIN #of-${nick}`],
  NICK: (nick) => [`NICK ${nick}_two`],
  SETNAME: (nick) => [`SETNAME :${nick} three`],
};

Deno.test("sanctions - every command of IRC has a row that says what others see of it", () => {
  assertEquals(Object.keys(LINES_SEEN).sort(), Object.keys(COMMANDS).sort());
});

ircTest(
  "sanctions - over IRC, what others see is refused to the muted, with why",
  async (server, noor) => {
    const { administration, users } = server.instance;
    const caps = "message-tags batch draft/multiline standard-replies";
    const enter = async (nick: string) =>
      await IrcTalker.enter(server.ircPort, { nick, caps, pass: await enlist(server.url, nick) });
    const watching = await IrcTalker.enter(server.ircPort, { nick: "eva", caps: "away-notify" });
    const talkers = [await enter("ada"), await enter("zed")] as const;
    const poll = { options: ["one", "another"] };
    const asked = { conversation: "general", id: crypto.randomUUID(), text: "which", poll };
    const { seq } = await noor.ask({ type: "send", ...asked });
    for (const [n, talker] of talkers.entries()) {
      await talker.ask(...(n === 0 ? ["JOIN #garden"] : []), "JOIN #garden", `JOIN #shed${n}`);
      await talker.ask(`JOIN #shed${n}`);
    }
    const me = noor.frames.find((frame) => frame.type === "welcome").user;
    await users.update(me.id, (user) => ({ ...user, role: "moderator" }));
    const moderator = { user: { ...me, role: "moderator" }, session: "none" };
    await administration.mute(moderator, { user: "zed", duration: "1h", reason: WHY });
    // What one says beside being away is a signal, which nobody answers.
    for (const talker of talkers.toReversed()) await talker.ask(`AWAY :${WORDS}`);
    await watching.next(new RegExp(`^:ada!\\S+ AWAY :?${WORDS}$`));
    assert(!watching.lines.some((line) => line.startsWith(":zed!") && line.includes(WORDS)));
    await watching.close();
    for (const [command, seen] of Object.entries(LINES_SEEN)) {
      if (command === "AWAY") continue;
      const lines = LINES[command];
      assertEquals(lines !== undefined, seen !== "not", command);
      if (!lines) continue;
      const [free, muted] = [
        await talkers[0].ask(...lines("ada", `general.${seq}`, 0)),
        await talkers[1].ask(...lines("zed", `general.${seq}`, 1)),
      ];
      const what = `${command}: ${JSON.stringify([free, muted])}`;
      assert(muted.some((line) => line.includes(WHY)), what);
      assert(
        !free.some((line) => / FAIL (?!.* once more\.$)|^:irc\.palabre [45]\d\d /.test(line)),
        what,
      );
    }
    for (const talker of talkers) await talker.close();
  },
);

ircTest(
  "sanctions - over IRC, where it is read-only, those who look after it write and nobody else",
  async (server, noor) => {
    const { administration, chat, users } = server.instance;
    const me = noor.frames.find((frame) => frame.type === "welcome").user;
    await users.update(me.id, (user) => ({ ...user, role: "administrator" }));
    const owner = { user: { ...me, role: "administrator" as const }, session: "none" };
    const caps = "message-tags batch draft/multiline standard-replies";
    const enter = async (nick: string) =>
      await IrcTalker.enter(server.ircPort, { nick, caps, pass: await enlist(server.url, nick) });
    const guest = await IrcTalker.enter(server.ircPort, { nick: "ida", caps });
    const member = await enter("zed");
    const token = await enlist(server.url, "ada");
    const { id: ada = "" } = await users.byName("ada") ?? {};
    await users.update(ada, (user) => ({ ...user, role: "moderator" }));
    const moderator = await IrcTalker.enter(server.ircPort, { nick: "ada", caps, pass: token });
    const { id: plaza } = await chat.create(owner, { name: "plaza" });
    const poll = { options: ["one", "another"] };
    const asked = { conversation: plaza, id: crypto.randomUUID(), text: "which", after: 0, poll };
    const { seq } = await chat.post(owner, asked);
    const talkers = { ada: moderator, zed: member, ida: guest };
    for (const talker of Object.values(talkers)) await talker.ask("JOIN #plaza");
    await administration.changeRoom(owner, plaza, { readOnly: true });
    const said = Object.keys(LINES).filter((command) => LINES_SEEN[command] === "said");
    assert(said.length >= 6);
    for (const command of said) {
      for (const [nick, talker] of Object.entries(talkers)) {
        const lines = LINES[command]!(nick, `${plaza}.${seq}`, 0)
          .map((line) => line.replace(/#general|#garden/, "#plaza"));
        const told = await talker.ask(...lines);
        const refused = told.some((line) => / FAIL |^:irc\.palabre [45]\d\d /.test(line));
        assertEquals(refused, nick !== "ada", `${command} by ${nick}: ${told.join(" ⏎ ")}`);
      }
    }
    for (const talker of Object.values(talkers)) await talker.close();
  },
);

ircTest("rules - over IRC a notice says where they are accepted", async (server, noor) => {
  const { administration, identity, users } = server.instance;
  const zed = await IrcTalker.enter(server.ircPort, { nick: "zed" });
  const me = noor.frames.find((frame) => frame.type === "welcome").user;
  await users.update(me.id, (user) => ({ ...user, role: "administrator" }));
  const root = { user: { ...me, role: "administrator" }, session: "none" };
  await administration.changeProfile(root, { rules: ["Be kind"], acceptRules: true });
  const refused = await zed.ask("PRIVMSG #general :words");
  assert(refused.some((line) => / NOTICE zed :To accept the rules .*\/rules in a /.test(line)));
  const { id = "" } = await users.byName("zed") ?? {};
  const actor = { user: { id, name: "zed", role: "guest" as const }, session: "none" };
  await identity.acceptRules(actor, 1);
  assertEquals(
    (await zed.ask("PRIVMSG #general :words")).filter((line) => line.includes("404")),
    [],
  );
  await zed.close();
});
