import { assert, assertEquals } from "@std/assert";
import { IrcTalker } from "../support/irc.ts";
import { ircTest, told } from "../support/irc_server.ts";
import { enter, Talker } from "../support/talker.ts";

const CAPS =
  "server-time message-tags echo-message batch labeled-response account-tag draft/chathistory " +
  "draft/read-marker draft/message-redaction draft/multiline standard-replies extended-join";

const tag = (line: string, key: string) =>
  new RegExp(`[@;]${key.replace("+", "\\+")}=([^; ]*)`).exec(line)?.[1] ?? "";

ircTest(
  "irc - what is said in a room is heard on both sides, with its marks",
  async (server, noor) => {
    const ada = await IrcTalker.enter(server.ircPort, { nick: "ada", caps: CAPS });
    await ada.say("@label=7 PRIVMSG #general :\x02hello\x02 there");
    const echo = await ada.next(/ PRIVMSG #general /);
    assert(/^@label=7;time=[^;]+;msgid=general\.\d+ :ada!\w{4}@palabre PRIVMSG /.test(echo), echo);
    assert(echo.endsWith(" PRIVMSG #general :\x02hello\x02 there"), echo);
    assertEquals((await told(noor, "message")).text, "**hello** there");
    await noor.send("general", "*so* `it` is\nwith a second line");
    const batch = await ada.next(/ BATCH \+\w+ draft\/multiline #general$/);
    assertEquals(tag(batch, "account"), "noor");
    const name = /BATCH \+(\w+)/.exec(batch)?.[1];
    assert((await ada.next(/PRIVMSG/)).endsWith("PRIVMSG #general :\x1dso\x1d \x11it\x11 is"));
    assert((await ada.next(/PRIVMSG/)).startsWith(`@batch=${name} `));
    await ada.next(/ BATCH -/);
    await ada.say("PRIVMSG #general :noor: look", "PRIVMSG #general :\x01ACTION waves\x01");
    const called = await told(noor, "message");
    assertEquals([called.text, called.mentions?.length], ["@noor: look", 1]);
    assertEquals((await told(noor, "message")).text, "/me waves");
    await ada.close();
  },
);

ircTest("irc - a query is a conversation of two, whoever begins it", async (server, noor) => {
  const ada = await IrcTalker.enter(server.ircPort, { nick: "Ana_María", caps: CAPS });
  await ada.say("PRIVMSG noor :are you there?");
  assert((await ada.next(/ PRIVMSG noor /)).endsWith("PRIVMSG noor :are you there?"));
  const { conversation } = await noor.next((frame) => frame.type === "conversation");
  assertEquals([conversation.kind, conversation.with.name], ["direct", "Ana María"]);
  await noor.send(conversation.id, "yes");
  assert(/:noor!\w{4}@palabre PRIVMSG Ana_María :?yes$/.test(await ada.next(/ PRIVMSG Ana/)));
  const zed = await IrcTalker.enter(server.ircPort, { nick: "zed" });
  await noor.ask({ type: "send", to: "zed", id: crypto.randomUUID(), text: "hello zed", after: 0 });
  assert(/^:noor!\w{4}@palabre PRIVMSG zed :hello zed$/.test(await zed.next(/ PRIVMSG /)));
  await zed.say("PRIVMSG noor :hello noor");
  await noor.next((frame) =>
    frame.type === "events" &&
    frame.events.some((one: { text?: string }) => one.text === "hello noor")
  );
  const own = (await zed.ask()).filter((line) => line.includes(" PRIVMSG "));
  assertEquals(own, [], "a client that asks for no echo has none");
  await zed.close();
  await ada.close();
});

ircTest("irc - replies, reactions, edits and deletions go both ways", async (server, noor) => {
  const ada = await IrcTalker.enter(server.ircPort, { nick: "ada", caps: CAPS });
  const old = await IrcTalker.enter(server.ircPort, { nick: "old" });
  const { seq } = await noor.send("general", "first");
  const msgid = tag(await ada.next(/ PRIVMSG #general :?first/), "msgid");
  assertEquals(msgid, `general.${seq}`);
  await ada.say(`@+draft/reply=${msgid} PRIVMSG #general :second`);
  assertEquals((await told(noor, "message")).replyTo, seq);
  await old.next(/ PRIVMSG #general :\(to noor: “first”\) second$/);
  const own = await ada.next(/ PRIVMSG #general :?second/);
  assertEquals(tag(own, "+draft/reply"), msgid);

  await ada.say(`@+draft/react=👍;+draft/reply=${msgid} TAGMSG #general`);
  const reaction = await told(noor, "reaction");
  assertEquals([reaction.emoji, reaction.target, reaction.on], ["👍", seq, true]);
  await old.next(/ PRIVMSG #general :.ACTION reacted with 👍 to “first”.$/);
  await noor.ask({ type: "react", conversation: "general", target: seq, emoji: "🎉", on: true });
  const react = await ada.next(/:noor!\S+ TAGMSG #general$/);
  assertEquals([tag(react, "+draft/react"), tag(react, "+draft/reply")], ["🎉", msgid]);

  await noor.ask({ type: "edit", conversation: "general", target: seq, text: "first, better" });
  assertEquals(tag(await ada.next(/:\(edited\) first, better$/), "+draft/edit"), msgid);
  await ada.say(`@+draft/edit=${tag(own, "msgid")} PRIVMSG #general :second, better`);
  assertEquals((await told(noor, "edit")).text, "second, better");

  await ada.say(`REDACT #general ${tag(own, "msgid")} :never mind`);
  assertEquals((await told(noor, "delete")).target, seq + 1);
  await ada.next(new RegExp(` REDACT #general general\\.${seq + 1}$`));
  await old.next(/^:irc\.palabre NOTICE #general :ada deleted a message\.$/);
  await ada.say(`REDACT #general ${msgid}`);
  await ada.next(
    / FAIL REDACT REDACT_FORBIDDEN #general general\.\d+ :You are not allowed to do that here\.$/,
  );
  await ada.close();
  await old.close();
});

ircTest(
  "irc - messages of several lines come as one, and one that is too long is refused",
  async (server, noor) => {
    const ada = await IrcTalker.enter(server.ircPort, { nick: "ada", caps: CAPS });
    await ada.say(
      "@label=x BATCH +1 draft/multiline #general",
      "@batch=1 PRIVMSG #general :one",
      "@batch=1 PRIVMSG #general :",
      "@batch=1 PRIVMSG #general :thr",
      "@batch=1;draft/multiline-concat PRIVMSG #general :ee",
      "BATCH -1",
    );
    assertEquals((await told(noor, "message")).text, "one\n\nthree");
    assert((await ada.next(/ BATCH \+/)).startsWith("@label=x;"));
    await ada.say("BATCH +2 draft/multiline #general");
    for (let n = 0; n < 101; n++) await ada.say(`@batch=2 PRIVMSG #general :${n}`);
    await ada.say("BATCH -2");
    await ada.next(/ FAIL BATCH MULTILINE_MAX_LINES #general :/);
    await noor.send("general", `${"é".repeat(300)} ${"🌻".repeat(200)}`);
    await ada.next(/ BATCH \+/);
    let joined = "";
    for (let line = await ada.next(/./); !/ BATCH -/.test(line); line = await ada.next(/./)) {
      assert(new TextEncoder().encode(line.replace(/^@\S+ /, "")).length <= 510);
      assertEquals(/draft\/multiline-concat/.test(line), joined !== "");
      joined += line.replace(/^.* PRIVMSG #general :?/, "");
    }
    assertEquals(joined, `${"é".repeat(300)} ${"🌻".repeat(200)}`);
    await ada.close();
  },
);

ircTest(
  "irc - a client pages back by places and times, and marks what it has read",
  async (server, noor) => {
    const times: string[] = [];
    for (let n = 1; n <= 30; n++) await noor.send("general", `m${n}`);
    const ada = await IrcTalker.enter(server.ircPort, { nick: "ada", caps: CAPS });
    const page = async (question: string) => {
      const all = await ada.ask(`CHATHISTORY ${question}`);
      const lines = all.slice(
        all.findIndex((line) => line.includes(" BATCH +")),
        all.findIndex((line) => line.includes(" BATCH -")) + 1,
      );
      assert(/ BATCH \+\w+ chathistory #general$/.test(lines[0] ?? ""), lines.join("\n"));
      assert(/ BATCH -\w+$/.test(lines.at(-1) ?? ""), lines.join("\n"));
      times.push(...lines.flatMap((line) => tag(line, "time") || []));
      return lines.slice(1, -1).map((line) => line.replace(/.* PRIVMSG #general :?/, "")).join(" ");
    };
    assertEquals(await page("LATEST #general * 3"), "m28 m29 m30");
    assertEquals(await page("BEFORE #general msgid=general.28 2"), "m26 m27");
    assertEquals(await page("AFTER #general msgid=general.10 2"), "m11 m12");
    assertEquals(await page("AROUND #general msgid=general.10 4"), "m8 m9 m10 m11");
    assertEquals(await page("BETWEEN #general msgid=general.3 msgid=general.6 9"), "m4 m5");
    assertEquals(await page("BETWEEN #general msgid=general.6 msgid=general.3 1"), "m5");
    assertEquals(await page("LATEST #general msgid=general.28 9"), "m29 m30");
    const last = times[2] ?? "";
    assert((await page(`BEFORE #general timestamp=${last} 50`)).startsWith("m1 m2"));
    assertEquals(await page("AFTER #general timestamp=2001-01-01T00:00:00.000Z 1"), "m1");
    const targets = await ada.ask(
      "CHATHISTORY TARGETS timestamp=2001-01-01T00:00:00.000Z timestamp=2101-01-01T00:00:00.000Z 5",
    );
    assert(
      targets.some((line) => / CHATHISTORY TARGETS #general \d{4}-/.test(line)),
      targets.join(),
    );
    const marked = await ada.ask(`MARKREAD #general timestamp=${last}`);
    const wanted = `:irc.palabre MARKREAD #general timestamp=${last}`;
    assert(marked.includes(wanted), marked.join());
    await ada.close();
  },
);

ircTest(
  "irc - who comes back is given what they did not read, and sees who is there",
  async (server, noor) => {
    const token = await enter(server.url, "ada");
    const first = await IrcTalker.enter(server.ircPort, { nick: "ada", pass: token });
    await noor.send("general", "while you are here");
    await first.next(/while you are here$/);
    const other = await Talker.connect(server.url, token);
    await other.ask({ type: "sync" });
    await other.ask({ type: "read", conversation: "general", seq: 1 });
    await first.say("QUIT :later");
    await first.next(/^ERROR :Closing link: Goodbye\.$/);
    await first.closed;
    await noor.send("general", "while you were away");
    const again = await IrcTalker.enter(server.ircPort, {
      nick: "ada_",
      pass: `ada:${token}`,
      caps: "server-time",
    });
    const line = await again.next(/while you were away$/);
    assert(
      /^@time=\S+ :noor!\w{4}@palabre PRIVMSG #general :while you were away$/.test(line),
      line,
    );
    assertEquals(again.lines.filter((one) => one.includes("while you are here")), []);
    assert(again.lines.some((one) => / 001 ada /.test(one)), "by the name of the account");
    assert(again.lines.some((one) => / 353 ada = #general :.*noor/.test(one)));
    await other.close();
    await again.close();
  },
);
