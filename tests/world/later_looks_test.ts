import { assertEquals } from "@std/assert";
import { LaterLooks } from "../../lib/world/later_looks.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

function looking() {
  const clock = new VirtualClock();
  const at: number[] = [];
  const looks = new LaterLooks(clock, () => at.push(clock.elapsed() / 1000));
  return { clock, at, looks };
}

Deno.test("later looks - come 15 s, 1 min and 5 min after a doubt", async () => {
  const { clock, at, looks } = looking();
  looks.want();
  await clock.advance(3_600_000);
  assertEquals([at, clock.pending], [[15, 60, 300], 0]);
});

Deno.test("later looks - doubt upon doubt puts none off, and the last has its own", async () => {
  const { clock, at, looks } = looking();
  for (let n = 0; n <= 20; n++) {
    looks.want();
    await clock.advance(1_000);
  }
  await clock.advance(3_600_000);
  assertEquals(at, [15, 30, 45, 90, 330]);
});

Deno.test("later looks - a doubt while a long wait is under way is looked into soon", async () => {
  const { clock, at, looks } = looking();
  looks.want();
  await clock.advance(100_000);
  looks.want();
  await clock.advance(20_000);
  assertEquals(at, [15, 60, 115]);
});

Deno.test("later looks - none come once they are stopped", async () => {
  const { clock, at, looks } = looking();
  looks.want();
  looks.stop();
  looks.want();
  await clock.advance(3_600_000);
  assertEquals([at, clock.pending], [[], 0]);
});
