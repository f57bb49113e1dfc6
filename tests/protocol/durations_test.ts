import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { MAX_DURATION_MS, parseDuration, writeDuration } from "../../lib/protocol/durations.ts";

Deno.test("durations - are read in seconds, minutes, hours and days", () => {
  const read = ["10s", "5m", "1h", "2d", " 3 H ", "90S"].map(parseDuration);
  assertEquals(read, [10_000, 300_000, 3_600_000, 172_800_000, 10_800_000, 90_000]);
});

Deno.test("durations - what is written differently is none", () => {
  const wrong = [
    "",
    "s",
    "10",
    "0s",
    "-1m",
    "1.5h",
    "1w",
    "1h30m",
    "1e3s",
    "10 s ec",
    "９s",
    "3651d",
  ];
  assertEquals(wrong.map(parseDuration), wrong.map(() => undefined));
});

Deno.test("durations - are written so that they read the same", () => {
  const seconds = fc.integer({ min: 1, max: MAX_DURATION_MS / 1_000 });
  fc.assert(fc.property(seconds, (s) => parseDuration(writeDuration(s * 1_000)) === s * 1_000));
  assertEquals([10_000, 300_000, 7_200_000, 172_800_000].map(writeDuration), [
    ...["10s", "5m", "2h", "2d"],
  ]);
});
