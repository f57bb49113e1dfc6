import { assert, assertEquals } from "@std/assert";
import { AWAY_AFTER_MS } from "../../lib/protocol/limits.ts";
import { DoorClient, openDoor } from "../support/irc.ts";
import { runServer } from "../support/running.ts";
import { enter, Talker } from "../support/talker.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

const STEP_MS = 15_000;

Deno.test("P1 - who does nothing in an IRC client is away, and here with the next line", async () => {
  const server = await runServer();
  const clock = new VirtualClock();
  const { door, reported } = openDoor(server, clock);
  const client = new DoorClient(door);
  client.say("NICK ada", "USER a 0 * :a");
  await client.heard(/ 366 /);
  const noor = await Talker.connect(server.url, await enter(server.url, "noor"));
  await noor.ask({ type: "sync" });
  client.say("PRIVMSG noor :hello");
  await noor.next((frame) => frame.type === "conversation"); // from here on she is told of ada (P5)
  /** Waits until noor is told that ada is so, with that status. */
  const told = (wanted: string, words?: string) =>
    noor.next((frame) =>
      frame.type === "presence" &&
      frame.changes.some((
        { name, state, status }: { name: string; state: string; status?: string },
      ) => name === "ada" && state === wanted && status === words)
    );
  /** Time in which the client alone speaks, as programs do. */
  const idle = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      client.say("PING x", "PONG irc.palabre", "ISON noor", "WHO #general");
      await clock.advance(STEP_MS);
    }
  };
  await idle(AWAY_AFTER_MS);
  await told("away");
  const asked = client.lines.length;
  client.say("PRIVMSG noor :back");
  await told("online");
  assert(!client.lines.slice(asked).some((line) => / 30[56] /.test(line)), "nobody said AWAY");

  client.say("AWAY :tea");
  await told("away", "tea");
  client.say("PRIVMSG noor :still away", "AWAY");
  await told("online");
  client.say("AWAY :tea again");
  await told("away", "tea again");
  client.say("QUIT"); // and the words go with the client
  await told("offline");
  client.leave();
  await noor.close();
  await server.close();
  assertEquals(reported, []);
});
