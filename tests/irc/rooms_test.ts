import { assert, assertEquals } from "@std/assert";
import { IrcTalker } from "../support/irc.ts";
import { ircTest, told } from "../support/irc_server.ts";
import { enlist, enter } from "../support/talker.ts";

ircTest("irc - who comes and goes is told, by their names of now", async (server, noor) => {
  const ada = await IrcTalker.enter(server.ircPort, { nick: "ada", caps: "away-notify setname" });
  const zed = await IrcTalker.enter(server.ircPort, { nick: "zed" });
  await ada.next(/^:zed!\w{4}@palabre JOIN #general$/);
  await zed.say("AWAY :tea");
  await ada.next(/^:zed!\w{4}@palabre AWAY :?tea$/);
  await zed.say("NICK Zed_Two");
  await zed.next(/^:zed!\w{4}@palabre NICK Zed_Two$/);
  await ada.next(/^:zed!\w{4}@palabre NICK Zed_Two$/);
  await ada.next(/^:Zed_Two!\w{4}@palabre SETNAME :Zed Two$/);
  await zed.close();
  await ada.next(/^:Zed_Two!\w{4}@palabre QUIT /);
  const { conversation } = await noor.ask({ type: "create", name: "garden" });
  await ada.say("JOIN #garden");
  await ada.next(/^:ada!\w{4}@palabre JOIN #garden$/);
  await ada.next(/ 366 ada #garden /);
  await noor.ask({ type: "topic", conversation: conversation.id, topic: "roses" });
  await ada.next(/^:noor!\w{4}@palabre TOPIC #garden :?roses$/);
  await noor.ask({ type: "leave", conversation: conversation.id });
  await ada.next(/^:noor!\w{4}@palabre PART #garden$/);
  await noor.ask({ type: "join", conversation: conversation.id });
  await ada.next(/^:noor!\w{4}@palabre JOIN #garden$/);
  await ada.say("PART #garden");
  await ada.next(/^:ada!\w{4}@palabre PART #garden$/);
  await ada.close();
});

ircTest(
  "irc - a room that there is not is made by who asks for it twice, and may",
  async (server, noor) => {
    const token = await enlist(server.url, "ada");
    const ada = await IrcTalker.enter(server.ircPort, { nick: "ada", pass: token });
    await ada.say("JOIN #garden");
    await ada.next(
      / NOTICE ada :There is no room called #garden\. To create it, join it once more\.$/,
    );
    const listed = async () => {
      const { rooms } = await noor.ask({ type: "rooms" });
      return rooms.map(({ name }: { name: string }) => name);
    };
    assertEquals(await listed(), ["general"], "clients come into what they were in by themselves");
    await ada.say("JOIN #Garden");
    await ada.next(/^:ada!\w{4}@palabre JOIN #garden$/);
    await ada.next(/ 366 ada #garden /);
    assertEquals(await listed(), ["garden", "general"]);
    await ada.say("JOIN #Сад", "JOIN #Сад");
    await ada.next(/^:ada!\w{4}@palabre JOIN #sad$/);
    const { rooms } = await noor.ask({ type: "rooms", query: "sad" });
    assertEquals(rooms[0]?.title, "Сад");
    await ada.say("TOPIC #garden :roses", "PRIVMSG #garden :first");
    await ada.next(/ TOPIC #garden :?roses$/);
    const guest = await IrcTalker.enter(server.ircPort, { nick: "zed" });
    for (const _ of [1, 2]) {
      const told = await guest.ask("JOIN #shed");
      assert(told.some((line) => / NOTICE zed :There is no room called #shed\.$/.test(line)));
    }
    assertEquals(await listed(), ["garden", "general", "sad"]);
    await guest.say("JOIN #garden");
    await guest.next(/ TOPIC |332 zed #garden :?roses$/);
    await guest.close();
    await ada.close();
  },
);

ircTest(
  "irc - a poll is read with how to vote, voted on, and told when it ends",
  async (server, noor) => {
    const ada = await IrcTalker.enter(server.ircPort, { nick: "ada" });
    const poll = { options: ["Tea", "Coffee", "Water"] };
    const { seq } = await noor.ask({
      type: "send",
      conversation: "general",
      id: crypto.randomUUID(),
      after: 0,
      text: "What to *drink*?",
      poll,
    });
    await ada.next(/ PRIVMSG #general :\[poll\] What to .drink.\?$/);
    for (const [number, text] of ["1. Tea", "2. Coffee", "3. Water"].entries()) {
      await ada.next(new RegExp(` PRIVMSG #general :  ${number + 1}\\. ${text.slice(3)}$`));
    }
    const how = await ada.next(/ PRIVMSG #general : {2}\(to vote: /);
    const command = /\/quote (VOTE \S+ \d+)/.exec(how)?.[1];
    assertEquals(command, `VOTE #general ${seq}`);
    const ask = async (line: string) =>
      (await ada.ask(line)).map((one) =>
        one.replace(/^:irc\.palabre (NOTICE ada|404 ada)/, "").trim()
      );
    const [question, ...answers] = await ask(`${command} 2`);
    assertEquals(question, ":[poll] What to drink?");
    assertEquals(answers, [":  1. Tea: 0", ":  2. Coffee: 1 ✓", ":  3. Water: 0"]);
    assertEquals((await told(noor, "vote")).options, [1]);
    assertEquals(await ask(`${command} 1,3`), ["#general :Choose one answer."]);
    assertEquals((await ask(`${command} 0`)).slice(1), [
      ":  1. Tea",
      ":  2. Coffee",
      ":  3. Water",
    ]);
    assertEquals((await ask(`${command} 3`)).at(-1), ":  3. Water: 1 ✓");
    assertEquals((await ask(command ?? "")).at(-1), ":  3. Water: 1 ✓");
    const numbers = ["#general :The answers have the numbers 1 to 3; 0 takes your vote back."];
    for (const wrong of ["4", "one", "-1"]) assertEquals(await ask(`${command} ${wrong}`), numbers);
    const gone = ["#general :That message is no longer there."];
    assertEquals(await ask(`VOTE #general ${seq + 1} 1`), gone);
    for (const none of ["99999", "x", "0"]) {
      assertEquals(await ask(`VOTE #general ${none} 1`), gone);
    }
    await noor.ask({ type: "closePoll", conversation: "general", target: seq });
    await ada.next(/^:irc\.palabre NOTICE #general :A poll has ended\.$/);
    await ada.next(/^:irc\.palabre NOTICE #general :\[poll\] What to drink\?$/);
    await ada.next(/^:irc\.palabre NOTICE #general : {2}3\. Water: 1 ✓$/);
    assertEquals(await ask(`${command} 1`), ["#general :This poll is closed."]);
    await ada.close();
  },
);

ircTest(
  "irc - who comes and how people are is told of the room that one wrote in last, else of general",
  async (server, noor) => {
    const token = await enter(server.url, "ada");
    const ada = await IrcTalker.enter(server.ircPort, {
      nick: "ada",
      pass: token,
      caps: "away-notify",
    });
    const zed = await IrcTalker.enter(server.ircPort, { nick: "zed" });
    await noor.ask({ type: "create", name: "garden" });
    await ada.say("JOIN #garden");
    await ada.next(/ 366 ada #garden /);
    await ada.say("PRIVMSG #general :who is here?");
    await zed.next(/ :who is here\?$/);
    await zed.say("AWAY :tea");
    await ada.next(/^:zed!\S+ AWAY :?tea$/);
    const bob = await IrcTalker.enter(server.ircPort, { nick: "bob" });
    await ada.next(/^:bob!\S+ JOIN #general$/);
    await ada.close();
    const again = await IrcTalker.enter(server.ircPort, { nick: "ada", pass: token });
    assert(again.lines.some((line) => / JOIN #garden$/.test(line)), again.lines.join("\n"));
    const eve = await IrcTalker.enter(server.ircPort, { nick: "eve" });
    await again.next(/^:eve!\S+ JOIN #general$/);
    for (const talker of [zed, bob, again, eve]) await talker.close();
  },
);
