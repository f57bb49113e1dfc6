import { assert, assertEquals } from "@std/assert";
import { collectGarbage, heapBytes } from "../../lib/instance/process_memory.ts";
import { tidyMemory } from "../../lib/instance/tidy_memory.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

const MIB = 1024 * 1024;

function watched() {
  const clock = new VirtualClock();
  const state = { used: 30 * MIB, cpu: 0, collections: 0 };
  const timer = tidyMemory({
    clock,
    usedBytes: () => state.used,
    cpuMs: () => state.cpu,
    collect() {
      state.collections++;
      state.used = 40 * MIB;
      state.cpu += 300; // its own work is no sign of others
      return Promise.resolve();
    },
  });
  /** The collections after the next look, at which so much is in use and was done. */
  const look = async (usedMib: number, cpu: number) => {
    state.used = usedMib * MIB;
    state.cpu += cpu;
    await clock.advance(2_000);
    return state.collections;
  };
  return { clock, timer, look };
}

Deno.test("memory - what a crowd left behind is collected once, and not before there is rest", async () => {
  const { clock, timer, look } = watched();
  assertEquals(await look(40, 10), 0, "little is left by little");
  assertEquals(await look(120, 1_500), 0, "people wait for something");
  assertEquals(await look(120, 250), 0);
  assertEquals(await look(120, 10), 1);
  assertEquals(await look(45, 10), 1);
  assertEquals(await look(59, 10), 1, "from what was left, not from the beginning");
  assertEquals(await look(61, 10), 2);
  timer.cancel();
  assertEquals(clock.pending, 0);
});

Deno.test("memory - garbage is collected when it is asked for", async () => {
  let garbage: object[] | undefined = Array.from({ length: 500_000 }, (_, n) => ({ n }));
  const before = heapBytes();
  assert(garbage.length > 0);
  garbage = undefined;
  await collectGarbage();
  assert(heapBytes() < before - 10 * MIB);
});
