import { assertEquals } from "@std/assert";
import { healthRoutes } from "../../routes/health.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { oneInstance } from "../support/one_instance.ts";
import { ScriptedKv } from "../support/scripted_kv.ts";

/** An instance over a store whose commits can be failed or held, and what `/healthz` says. */
async function checked() {
  const kv = new ScriptedKv(new MemoryKv());
  const here = await oneInstance({ kv });
  const routes = healthRoutes(here);
  const health = async (): Promise<unknown[]> => {
    const response = await here.clock.runUntil(Promise.resolve(routes.request("/healthz")));
    const { status, reason } = await response.json();
    return [response.status, status, reason];
  };
  return { ...here, kv, health };
}

Deno.test("health - a store that is read but takes no writes is not ok, until it does again", async () => {
  const { kv, clock, health } = await checked();
  assertEquals(await health(), [200, "ok", undefined]);
  await clock.advance(5_000);
  kv.fates.push("lost", "lost"); // as when the disk is full
  assertEquals(await health(), [503, "unavailable", "store"]);
  assertEquals(await health(), [503, "unavailable", "store"]);
  assertEquals(await health(), [200, "ok", undefined]);
});

Deno.test("health - a store that takes more than 2 s to write is not ok", async () => {
  const { kv, clock, health } = await checked();
  const gate = Promise.withResolvers<void>();
  kv.before = () => gate.promise;
  const began = clock.elapsed();
  assertEquals(await health(), [503, "unavailable", "store"]);
  assertEquals(clock.elapsed() - began, 2_000);
  gate.resolve();
});

Deno.test("health - a message that waits for more than 5 s is not ok", async () => {
  const { kv, clock, health, instance, person, join } = await checked();
  const end = await join(await person("ana"));
  assertEquals(await health(), [200, "ok", undefined]);
  kv.fates.push(...Array<"lost">(1_000).fill("lost"));
  end.ask({ type: "send", conversation: "general", id: crypto.randomUUID(), text: "hi" });
  await clock.advance(6_000);
  assertEquals(await health(), [503, "unavailable", "log"]);
  kv.fates.length = 0;
  await clock.advance(1_000);
  assertEquals(instance.log.oldestPendingMs(), 0);
  assertEquals(await health(), [200, "ok", undefined]);
});

Deno.test("health - however often it is asked, it writes once in 4 s", async () => {
  const { kv, clock, health } = await checked();
  let rows = 0;
  const { commit } = kv;
  kv.commit = (checks, mutations) => {
    rows += mutations.filter(({ key }) => key[0] === "health").length;
    return commit.call(kv, checks, mutations);
  };
  for (let n = 0; n < 20; n++) {
    await health();
    await clock.advance(390);
  }
  assertEquals(rows, 2);
});
