// Whom somebody blocked: nothing of what they say and do is told over IRC, and they are told nothing of it.
import { assert, assertEquals } from "@std/assert";
import { IrcTalker } from "../support/irc.ts";
import { ircTest } from "../support/irc_server.ts";
import { enlist } from "../support/talker.ts";

ircTest("blocked - neither words, nor reactions, nor that they type", async (server, noor) => {
  const caps = "message-tags";
  const zed = await IrcTalker.enter(server.ircPort, {
    nick: "zed",
    caps,
    pass: await enlist(server.url, "zed"),
  });
  const { chat, users } = server.instance;
  const { id = "" } = await users.byName("zed") ?? {};
  const actor = { user: { id, name: "zed", role: "member" as const }, session: "none" };
  const { seq } = await chat.post(actor, {
    conversation: "general",
    id: crypto.randomUUID(),
    text: "rain",
    after: 0,
  });
  await chat.post(actor, { to: "noor", id: crypto.randomUUID(), text: "hello", after: 0 });
  /** What zed hears of all that noor does, up to a word of zed's own. */
  async function heard(word: string): Promise<string[]> {
    const from = zed.lines.length;
    noor.socket.send(JSON.stringify({ type: "typing", conversation: "general" }));
    await noor.ask({
      type: "react",
      conversation: "general",
      target: seq,
      emoji: "🌳",
      on: word === "one",
    });
    await noor.send("general", `noor says ${word}`);
    await noor.ask({
      type: "send",
      to: "zed",
      id: crypto.randomUUID(),
      text: `noor writes ${word}`,
    });
    await chat.post(actor, {
      conversation: "general",
      id: crypto.randomUUID(),
      text: word,
      after: 0,
    });
    await zed.next(new RegExp(` PRIVMSG #general :?${word}$`));
    return zed.lines.slice(from).filter((line) => /(^| ):noor!/.test(line));
  }
  await chat.settings(actor, { block: "noor" });
  assertEquals(await heard("one"), []);
  const { id: blocked = "" } = await users.byName("noor") ?? {};
  await chat.settings(actor, { unblock: blocked });
  const free = (await heard("two")).join("\n");
  for (const wanted of [/typing=active/, /react=🌳/, /noor says two/, /noor writes two/]) {
    assert(wanted.test(free), `${wanted}: ${free}`);
  }
  await zed.close();
});
