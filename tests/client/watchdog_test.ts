import { assertEquals } from "@std/assert";
import { Watchdog } from "../../lib/client/watchdog.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

Deno.test("watchdog - finds silence as soon over a clock that is set back", async () => {
  const clock = new VirtualClock();
  const told: string[] = [];
  let askedAt: number | undefined;
  const watchdog = new Watchdog(clock, {
    waitingSince: () => askedAt,
    probe: () => {
      told.push(`probe ${clock.elapsed()}`);
      askedAt = clock.elapsed();
    },
    drop: () => void told.push(`drop ${clock.elapsed()}`),
  });
  watchdog.start(30_000);
  await clock.advance(1_000);
  clock.set(-3_600_000);
  await clock.advance(60_000);
  assertEquals(told, ["probe 30000", "drop 45000"]);
});
