import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { KvNotOpened, openKv } from "../../lib/kv/open_kv.ts";
import { systemClock as clock, systemRandom as random } from "../../lib/runtime/clock.ts";
import { openRemoteKv } from "../support/remote_kv.ts";
import { VirtualClock } from "../support/virtual_clock.ts";
import { silentLogger } from "../support/loggers.ts";

const options = { clock, random, logger: silentLogger };

async function inFolder(run: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "palabre_open_" });
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function refused(value: string) {
  const error = await assertRejects(() => openKv(value, options), KvNotOpened);
  assert(error.message.startsWith(`PALABRE_KV: cannot open ${value}: `), error.message);
  assert(!error.message.includes("\n"), error.message);
  return error;
}

Deno.test("open kv - a path makes its folder, and what is stored stays", () =>
  inFolder(async (folder) => {
    const path = `${folder}/deep/er/palabre.kv`;
    const first = await openKv(path, options);
    await first.commit([], [{ type: "set", key: ["a"], value: 1 }]);
    first.close();
    const second = await openKv(path, options);
    assertEquals((await second.get(["a"])).value, 1);
    assertEquals(second.maxChecks, 100);
    second.close();
  }));

Deno.test("open kv - :memory: leaves nothing", async () => {
  const first = await openKv(":memory:", options);
  await first.commit([], [{ type: "set", key: ["a"], value: 1 }]);
  first.close();
  const second = await openKv(":memory:", options);
  assertEquals((await second.get(["a"])).value, null);
  second.close();
});

Deno.test("open kv - a URL opens a remote store, with its 10 checks", async () => {
  const { kv, server, close } = await openRemoteKv();
  await kv.commit([], [{ type: "set", key: ["a"], value: 1 }]);
  const other = await openKv(server.url, options);
  assertEquals((await other.get(["a"])).value, 1);
  assertEquals(other.maxChecks, 10);
  other.close();
  await close();
});

Deno.test("open kv - a folder that cannot be made is one clear line", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await refused(`${folder}/file/palabre.kv`);
  }));

Deno.test("open kv - a file that is no store is one clear line", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/text`, "not a database\n".repeat(500));
    await refused(`${folder}/text`);
  }));

Deno.test("open kv - an address that is malformed or of another kind is one clear line", async () => {
  for (const value of ["http://", "https://exa mple/", "ftp://example.org/", "postgres://x"]) {
    await refused(value);
  }
});

Deno.test("open kv - a server that is not there is one clear line", async () => {
  Deno.env.set("DENO_KV_ACCESS_TOKEN", "any"); // the client wants one
  const error = await refused("http://127.0.0.1:1"); // no test's server ever gets this port
  assertStringIncludes(error.message, "failed to connect");
});

Deno.test("open kv - a server that never answers is given up after 10 s", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const virtual = new VirtualClock();
  const value = `http://127.0.0.1:${listener.addr.port}`;
  const opening = openKv(value, { ...options, clock: virtual });
  const start = virtual.now();
  await virtual.runUntil(assertRejects(() => opening, KvNotOpened, "10000 ms"));
  assertEquals(virtual.now() - start, 10_000);
  listener.close();
});
