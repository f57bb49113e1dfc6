import { assert, assertEquals } from "@std/assert";
import { IRC_ENV, IrcTalker } from "../support/irc.ts";
import { runServer } from "../support/running.ts";

const PEOPLE = 500;
/** Connections that are opened at once. */
const AT_ONCE = 20;

Deno.test("irc - 500 clients in one room hear each message once and in order", async () => {
  const server = await runServer(IRC_ENV);
  const crowd: IrcTalker[] = [];
  try {
    for (let n = 0; n < PEOPLE; n += AT_ONCE) {
      const names = Array.from({ length: AT_ONCE }, (_, m) => `guest${n + m}x`);
      crowd.push(
        ...await Promise.all(names.map((nick) => IrcTalker.enter(server.ircPort, { nick }))),
      );
    }
    const [first, second] = crowd;
    assert(first && second);
    for (let n = 0; n < 5; n++) {
      await first.say(`PRIVMSG #general :a${n}`);
      await second.say(`PRIVMSG #general :b${n}`);
    }
    await first.say("PRIVMSG #general :last");
    const heard = await Promise.all(
      crowd.slice(2).map(async (talker) => {
        await talker.next(/ PRIVMSG #general :?last$/);
        return talker.lines.filter((line) => line.includes(" PRIVMSG #general "))
          .map((line) => line.replace(/.* PRIVMSG #general :?/, "")).join(" ");
      }),
    );
    // The other one's words may come behind the last of the first: those that came are in order.
    for (const one of heard) {
      const of = (sign: string) => one.split(" ").filter((word) => word.startsWith(sign)).join(" ");
      assertEquals(of("a"), "a0 a1 a2 a3 a4");
      assert("b0 b1 b2 b3 b4".startsWith(of("b")), one);
    }
    assertEquals(server.instance.connections, PEOPLE);

    // In a crowd nobody is told who comes: they are there when they speak.
    const late = await IrcTalker.enter(server.ircPort, { nick: "latecomer" });
    await second.say("PRIVMSG #general :somebody came");
    await first.next(/ PRIVMSG #general :somebody came$/);
    await late.say("PRIVMSG #general :it was me");
    await first.next(/ PRIVMSG #general :it was me$/);
    const told = first.lines.filter((line) => line.startsWith(":latecomer!"));
    assertEquals(told.map((line) => line.split(" ")[1]), ["JOIN", "PRIVMSG"]);
    assertEquals(first.lines.slice(-2), told, "not before");
    await late.close();
  } finally {
    await Promise.all(crowd.map((talker) => talker.close()));
    await server.close();
  }
  // So many leave at once that a slow machine does not write it all before it closes.
  const expected = /^(PALABRE_RATES|marks and presence were not written)/;
  assertEquals(server.reported.filter((line) => !expected.test(line)), []);
});
