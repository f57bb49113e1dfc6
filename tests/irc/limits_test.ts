import { assert, assertEquals } from "@std/assert";
import { CloseCode } from "../../lib/protocol/close_codes.ts";
import { DoorClient, IRC_ENV, IrcTalker, openDoor } from "../support/irc.ts";
import { runServer } from "../support/running.ts";
import { enlist, Talker } from "../support/talker.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

const FLOOD = /^ERROR :Closing link: You sent more at once than this server takes\./;

Deno.test("irc - lines that are no lines count as lines: who floods with them is let go", async () => {
  const server = await runServer();
  const { door } = openDoor(server);
  for (const line of [Array(5_000).fill(65), [0xff], [64], []]) {
    const client = new DoorClient(door);
    for (let n = 0; n < 1_000; n++) client.sayBytes(new Uint8Array(line));
    assert(FLOOD.test(client.lines.at(-1) ?? ""), client.lines.at(-1));
    assert(client.isClosed && client.lines.length < 300, `${client.lines.length} answers`);
    client.leave();
  }
  await server.close();
});

Deno.test("irc - who does not take answers is given no more, and keeps no heap of lines", async () => {
  const server = await runServer();
  const clock = new VirtualClock();
  const { door, reported } = openDoor(server, clock);
  const client = new DoorClient(door);
  client.say("NICK ada", "USER a 0 * :a");
  await client.heard(/ 366 /);
  client.bufferedAmount = 100_000;
  client.say("MOTD", "PING x");
  const before = client.lines.length;
  await clock.advance(1_000);
  assertEquals(client.lines.length, before);
  client.bufferedAmount = 0;
  await clock.advance(100);
  assert(await client.heard(/ PONG \S+ x$/, before));
  client.bufferedAmount = 100_000;
  for (let n = 0; n < 70; n++) client.say(`@a=${"x".repeat(4_000)} PING x`);
  assert(FLOOD.test(client.lines.at(-1) ?? ""), client.lines.at(-1));
  client.leave();
  await server.close();
  assertEquals(reported, []);
});

Deno.test("irc - a message on a WebSocket that is too large closes it", async () => {
  const server = await runServer();
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/irc`, "text.ircv3.net");
  const closed = new Promise<number>((resolve) => socket.onclose = ({ code }) => resolve(code));
  await new Promise((resolve) => socket.onopen = resolve);
  socket.send("\n".repeat(70_000));
  assertEquals(await closed, CloseCode.tooLarge);
  await server.close();
});

Deno.test("irc - a page of the longest messages is cut to what may wait, at its far end", async () => {
  const server = await runServer(IRC_ENV);
  const noor = await Talker.connect(server.url, await enlist(server.url, "noor"));
  await noor.ask({ type: "sync" });
  for (let n = 0; n < 30; n++) await noor.send("general", `${n} ${"x".repeat(3_900)}`);
  const ada = await IrcTalker.enter(server.ircPort, { nick: "ada", caps: "draft/chathistory" });
  const page = async (what: string) => {
    const lines = await ada.ask(`CHATHISTORY ${what}`);
    return lines.flatMap((line) =>
      / PRIVMSG #general :(?:\[.{17}\] )?(\d+) x/.exec(line)?.[1] ?? []
    );
  };
  const latest = await page("LATEST #general * 30");
  assertEquals([latest[0], latest.at(-1)], ["14", "29"]);
  const first = await page("AFTER #general timestamp=2001-01-01T00:00:00.000Z 30");
  assertEquals([first[0], first.at(-1)], ["0", "15"]);
  await ada.say("PART #general");
  const told = await ada.ask("PRIVMSG #general :from outside", "CHATHISTORY LATEST #general * 5");
  assert(told.some((line) => / 403 ada #general :No such channel$/.test(line)), told.join("\n"));
  assert(told.some((line) => / INVALID_TARGET /.test(line)), told.join("\n"));
  await ada.close();
  await noor.close();
  await server.close();
});
