import { openKv } from "../../lib/kv/open_kv.ts";
import { systemClock, systemRandom } from "../../lib/runtime/clock.ts";
import { KvConnectServer } from "./kv_connect/server.ts";
import { silentLogger } from "./loggers.ts";

/** A store behind a KV Connect server of its own, over Deno's remote client. */
export async function openRemoteKv() {
  Deno.env.set("DENO_KV_ACCESS_TOKEN", "any"); // the client wants one
  const server = await new KvConnectServer().start();
  // A watch is cut when the server stops.
  const options = { clock: systemClock, random: systemRandom, logger: silentLogger };
  const kv = await openKv(server.url, options);
  const close = async () => {
    kv.close();
    await server.stop();
  };
  return { kv, server, close };
}
