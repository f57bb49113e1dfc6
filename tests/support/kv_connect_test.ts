import { assert, assertEquals } from "@std/assert";
import { KvConnectServer } from "./kv_connect/server.ts";
import { noFaults } from "./kv_connect/faults.ts";

Deno.env.set("DENO_KV_ACCESS_TOKEN", "any");

async function withServer(run: (server: KvConnectServer, kv: Deno.Kv) => Promise<void>) {
  const server = await new KvConnectServer().start();
  const kv = await Deno.openKv(server.url);
  try {
    await run(server, kv);
  } finally {
    kv.close();
    await server.stop();
  }
}

Deno.test("kv connect - values, order, limits and checks are what Deno's client expects", () =>
  withServer(async (_, kv) => {
    for (const n of [10, 9, 1, 100]) await kv.set(["n", n], { n });
    const listed = await Array.fromAsync(kv.list<{ n: number }>({ prefix: ["n"] }));
    assertEquals(listed.map((entry) => entry.value.n), [1, 9, 10, 100]);
    const last = await Array.fromAsync(kv.list({ prefix: ["n"] }, { reverse: true, limit: 1 }));
    assertEquals(last[0]?.key, ["n", 100]);

    const { versionstamp } = await kv.get(["n", 1]);
    const commit = () =>
      kv.atomic().check({ key: ["n", 1], versionstamp }).set(["n", 1], { n: 2 }).commit();
    assert((await commit()).ok);
    assert(!(await commit()).ok);
    await kv.delete(["n", 1]);
    assertEquals((await kv.get(["n", 1])).versionstamp, null);
  }));

Deno.test("kv connect - a watch tells the first state and each later one", () =>
  withServer(async (_, kv) => {
    const reader = kv.watch<[number]>([["w"]]).getReader();
    assertEquals((await reader.read()).value?.[0].value, null);
    await kv.set(["w"], 1);
    assertEquals((await reader.read()).value?.[0].value, 1);
    await reader.cancel();
  }));

Deno.test("kv connect - a commit whose answer was lost is repeated, and says that it failed", () =>
  withServer(async (server, kv) => {
    server.faults.unavailableAfterCommit = 1;
    const result = await kv.atomic().check({ key: ["c"], versionstamp: null }).set(["c"], 1)
      .commit();
    assertEquals(result.ok, false);
    assertEquals((await kv.get(["c"])).value, 1);
  }));

Deno.test("kv connect - what was stored survives stop and start on the same port", () =>
  withServer(async (server, kv) => {
    await kv.set(["s"], 1);
    const { url } = server;
    await server.stop();
    const read = kv.get(["s"]);
    await server.start();
    server.faults = noFaults();
    assertEquals(server.url, url);
    assertEquals((await read).value, 1);
  }));
