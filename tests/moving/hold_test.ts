// One process at a time works on an import.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { keys } from "../../lib/kv/keys.ts";
import { LAPSED_MS, Stopped, takeHold } from "../../lib/moving/import/hold.ts";
import { MemoryKv } from "../support/memory_kv.ts";
import { SeededRandom } from "../support/seeded_random.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

Deno.test("X1 - whoever was taken for dead writes nothing more once another has the import", async () => {
  const [kv, clock, random] = [new MemoryKv(), new VirtualClock(), new SeededRandom(1)];
  const write = { type: "set" as const, key: keys.head("room"), value: 1 };
  const one = await takeHold({ kv, clock, random }, "x");
  assert(one);
  assertEquals(await takeHold({ kv, clock, random }, "x"), undefined);
  await clock.advance(3 * LAPSED_MS);
  assertEquals(await takeHold({ kv, clock, random }, "x"), undefined, "it says that it is there");
  assert((await one.kv.commit([], [write])).ok);

  // Its timers stand still, as those of a process that is stopped.
  await kv.commit([], [{ type: "set", key: keys.importBeat("x"), value: clock.now() - LAPSED_MS }]);
  const two = await takeHold({ kv, clock, random }, "x");
  assert(two);
  await assertRejects(() => one.kv.commit([], [write]), Stopped);
  assert(one.signal.aborted);
  assert((await two.kv.commit([], [write])).ok);
  await two.release();
  const three = await takeHold({ kv, clock, random }, "x");
  assert(three, "what was let go is free at once");
  await three.release();
});
