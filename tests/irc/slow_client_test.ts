import { assert, assertEquals } from "@std/assert";
import { MAX_BUFFERED_BYTES } from "../../lib/protocol/limits.ts";
import { DoorClient, openDoor } from "../support/irc.ts";
import { runServer } from "../support/running.ts";
import { enter, Talker } from "../support/talker.ts";

Deno.test("D6 - an IRC client that does not read is let go, and the others go on", async () => {
  const server = await runServer();
  const { instance } = server;
  const client = new DoorClient(openDoor(server).door);
  client.say("NICK ada", "USER a 0 * :a");
  await client.heard(/ 366 /);
  assertEquals(instance.connections, 1);
  client.bufferedAmount = MAX_BUFFERED_BYTES + 1;
  const noor = await Talker.connect(server.url, await enter(server.url, "noor"));
  await noor.ask({ type: "sync" });
  for (let n = 0; n < 10; n++) await noor.send("general", "x".repeat(4_000));
  await client.heard(/^ERROR :Closing link: /);
  assert(client.isClosed);
  assertEquals(instance.connections, 1, "the one that reads");
  client.leave();
  await noor.close();
  await server.close();
});
