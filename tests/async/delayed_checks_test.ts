import { assertEquals } from "@std/assert";
import { DelayedChecks } from "../../lib/async/delayed_checks.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

function checking() {
  const clock = new VirtualClock();
  const at: number[] = [];
  const checks = new DelayedChecks(clock, () => at.push(clock.elapsed() / 1000));
  return { clock, at, checks };
}

Deno.test("delayed checks - come 15 s, 1 min and 5 min after a suspicion", async () => {
  const { clock, at, checks } = checking();
  checks.schedule();
  await clock.advance(3_600_000);
  assertEquals([at, clock.pending], [[15, 60, 300], 0]);
});

Deno.test("delayed checks - one suspicion upon another puts none off, and the last has its own", async () => {
  const { clock, at, checks } = checking();
  for (let n = 0; n <= 20; n++) {
    checks.schedule();
    await clock.advance(1_000);
  }
  await clock.advance(3_600_000);
  assertEquals(at, [15, 30, 45, 90, 330]);
});

Deno.test("delayed checks - a suspicion while a long wait is under way is checked soon", async () => {
  const { clock, at, checks } = checking();
  checks.schedule();
  await clock.advance(100_000);
  checks.schedule();
  await clock.advance(20_000);
  assertEquals(at, [15, 60, 115]);
});

Deno.test("delayed checks - none come once they are cancelled", async () => {
  const { clock, at, checks } = checking();
  checks.schedule();
  checks.cancel();
  checks.schedule();
  await clock.advance(3_600_000);
  assertEquals([at, clock.pending], [[], 0]);
});
