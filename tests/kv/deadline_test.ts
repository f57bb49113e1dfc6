import { assertEquals } from "@std/assert";
import { Deadlines } from "../../lib/kv/deadline.ts";
import type { Clock } from "../../lib/runtime/clock.ts";

/** A clock whose timer fires by hand, as late as it may be. */
function handClock() {
  const timers = new Set<() => void>();
  const time = { now: 0 };
  const clock: Clock = {
    now: () => time.now,
    elapsed: () => time.now,
    after(_, run) {
      timers.add(run);
      return { cancel: () => void timers.delete(run) };
    },
  };
  /** So much later, the timer fires; how many are left. */
  const fire = (later: number) => {
    time.now += later;
    const [run] = timers;
    if (run) timers.delete(run);
    run?.();
    return timers.size;
  };
  return { clock, fire, timers };
}

Deno.test("deadlines - one timer serves all, and ends with the last of them", () => {
  const { clock, fire, timers } = handClock();
  const deadlines = new Deadlines(clock);
  const passed: string[] = [];
  deadlines.set(200, () => passed.push("early"));
  const ended = deadlines.set(200, () => passed.push("ended"));
  deadlines.set(300, () => passed.push("late"));
  assertEquals(timers.size, 1);
  ended.end();
  fire(100);
  assertEquals(passed, []);
  fire(100);
  assertEquals(passed, ["early"]);
  assertEquals(fire(100), 0);
  assertEquals(passed, ["early", "late"]);
});

Deno.test("deadlines - a process that was busy for long takes the answers first", () => {
  const { clock, fire } = handClock();
  const deadlines = new Deadlines(clock);
  let passed = false;
  const deadline = deadlines.set(2_000, () => passed = true);
  fire(5_000); // what was answered in these seconds is taken now, and ends its deadline
  assertEquals(passed, false);
  deadline.end();
  for (let n = 0; n < 30; n++) fire(100);
  assertEquals(passed, false);

  deadlines.set(2_000, () => passed = true);
  for (let n = 0; n < 20; n++) fire(100);
  assertEquals(passed, true, "in a process that runs it passes");
});

Deno.test("deadlines - once closed, none passes", () => {
  const { clock, fire } = handClock();
  const deadlines = new Deadlines(clock);
  let passed = 0;
  deadlines.set(100, () => passed++);
  deadlines.close();
  assertEquals(fire(100), 0);
  deadlines.set(100, () => passed++);
  assertEquals([fire(100), passed], [0, 0]);
});
