import { assertEquals } from "@std/assert";
import { TokenBucket } from "../../lib/async/token_bucket.ts";
import { VirtualClock } from "../support/virtual_clock.ts";

Deno.test("rates - a clock that is set back empties no bucket", () => {
  const clock = new VirtualClock();
  const bucket = new TokenBucket({ burst: 2, everyMs: 100 }, clock);
  assertEquals(bucket.take(), 0);
  clock.set(-3_600_000);
  assertEquals([bucket.take(), bucket.take()], [0, 100]);
});
