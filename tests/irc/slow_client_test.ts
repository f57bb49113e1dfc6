import { assert, assertEquals } from "@std/assert";
import { createIrcDoor } from "../../lib/irc/create_gateway.ts";
import type { LineTransport } from "../../lib/irc/gateway.ts";
import { MAX_BUFFERED_BYTES } from "../../lib/protocol/limits.ts";
import { systemClock, systemRandom } from "../../lib/runtime/clock.ts";
import { recordingLogger } from "../support/loggers.ts";
import { runServer } from "../support/running.ts";
import { enter, Talker } from "../support/talker.ts";

Deno.test("D6 - an IRC client that does not read is let go, and the others go on", async () => {
  const server = await runServer();
  const { instance } = server;
  const door = createIrcDoor({
    ...{ instance, identity: instance.identity, administration: instance.administration },
    ...{ community: { name: () => "Palabre" }, takes: () => true },
  }, { clock: systemClock, random: systemRandom, logger: recordingLogger(() => {}) });
  const lines: string[] = [];
  const joined = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  let waiting = 0;
  const transport: LineTransport = {
    get bufferedAmount() {
      return waiting;
    },
    send: (line) => {
      lines.push(line);
      if (/ 366 /.test(line)) joined.resolve();
    },
    close: () => closed.resolve(),
  };
  const client = door.open(transport, { address: "192.0.2.1", locale: "en" });
  assert(client);
  for (const text of ["NICK ada", "USER a 0 * :a"]) client.take({ is: "line", text });
  await joined.promise;
  assertEquals(instance.connections, 1);
  waiting = MAX_BUFFERED_BYTES + 1;
  const noor = await Talker.connect(server.url, await enter(server.url, "noor"));
  await noor.ask({ type: "sync" });
  for (let n = 0; n < 10; n++) await noor.send("general", "x".repeat(4_000));
  await closed.promise;
  assert(lines.at(-1)?.startsWith("ERROR :Closing link: "), lines.at(-1));
  assertEquals(instance.connections, 1, "the one that reads");
  door.gone(client);
  await noor.close();
  await server.close();
});
