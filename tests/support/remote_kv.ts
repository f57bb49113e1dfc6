import { openKv } from "../../lib/store/open_kv.ts";
import { systemClock, systemRandom } from "../../lib/world/world.ts";
import { KvConnectServer } from "./kv_connect/server.ts";

/** A store behind a KV Connect server of its own, over Deno's remote client. */
export async function openRemoteKv() {
  Deno.env.set("DENO_KV_ACCESS_TOKEN", "any"); // the client wants one
  const server = await new KvConnectServer().start();
  const report = () => {}; // a watch that is cut when the server stops
  const kv = await openKv(server.url, { clock: systemClock, random: systemRandom, report });
  const close = async () => {
    kv.close();
    await server.stop();
  };
  return { kv, server, close };
}
