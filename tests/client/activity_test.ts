import { assertEquals } from "@std/assert";
import { Activity } from "../../lib/client/activity.ts";
import { AWAY_AFTER_MS } from "../../lib/protocol/limits.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

Deno.test("activity - away as soon over a clock that is set back (P1)", async () => {
  const clock = new VirtualClock();
  const changes: string[] = [];
  const activity = new Activity(clock, (state) => changes.push(`${state} ${clock.elapsed()}`));
  activity.start();
  clock.set(-3_600_000);
  await clock.advance(2 * AWAY_AFTER_MS);
  assertEquals(changes, [`away ${AWAY_AFTER_MS}`]);
});
