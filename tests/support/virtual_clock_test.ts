import { assertEquals, assertRejects } from "@std/assert";
import { every, sleep } from "../../lib/runtime/clock.ts";
import { VirtualClock } from "./virtual_clock.ts";

Deno.test("virtual clock - runs due timers in order, at their times, settling between", async () => {
  const clock = new VirtualClock(1000);
  const ran: string[] = [];
  clock.after(20, () => ran.push(`b ${clock.now()}`));
  clock.after(10, () => {
    Promise.resolve().then(() => clock.after(5, () => ran.push(`a2 ${clock.now()}`)));
    ran.push(`a ${clock.now()}`);
  });
  clock.after(20, () => ran.push("c"));
  clock.after(31, () => ran.push("late"));
  clock.after(15, () => ran.push("cancelled")).cancel();
  await clock.advance(30);
  assertEquals(ran, ["a 1010", "a2 1015", "b 1020", "c"]);
  assertEquals(clock.now(), 1030);
  assertEquals(clock.pending, 1);
});

Deno.test("virtual clock - runs until a promise settles, and no further", async () => {
  const clock = new VirtualClock(0);
  const turns = every(clock, 10, () => {});
  assertEquals(await clock.runUntil(sleep(clock, 35).then(() => clock.now())), 35);
  assertEquals(clock.now(), 35);
  await assertRejects(() => clock.runUntil(new Promise(() => {}), 100), Error, "Not settled");
  turns.cancel();
});

Deno.test("virtual clock - a time of day that is set moves no timer", async () => {
  const clock = new VirtualClock(3_600_000);
  let ranAt = 0;
  clock.after(20, () => ranAt = clock.now());
  await clock.advance(5);
  clock.set(-1_000_000);
  await clock.advance(100);
  assertEquals([ranAt, clock.now(), clock.elapsed()], [2_600_020, 2_600_105, 105]);
});
