import { assertEquals } from "@std/assert";
import { guardMemory } from "../../lib/instance/memory_guard.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

Deno.test("memory - past 70 % it is narrow, below it ample again, past 85 % it calls once", async () => {
  const clock = new VirtualClock();
  let used = 0.5;
  let calls = 0;
  const guard = guardMemory({ clock, used: () => used, exhausted: () => void calls++ });
  const roomAt = async (part: number) => {
    used = part;
    await clock.advance(250);
    return guard.headroom;
  };
  assertEquals(await roomAt(0.69), "ample");
  assertEquals(await roomAt(0.7), "narrow");
  assertEquals(await roomAt(0.5), "ample");
  assertEquals(await roomAt(0.84), "narrow");
  assertEquals(calls, 0);
  assertEquals(await roomAt(0.85), "exhausted");
  assertEquals(await roomAt(0.2), "exhausted");
  assertEquals(await roomAt(0.9), "exhausted");
  assertEquals(calls, 1);
  guard.stop();
  assertEquals(clock.pending, 0);
});
