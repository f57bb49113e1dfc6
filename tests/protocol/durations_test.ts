import { assertEquals } from "@std/assert";
import { parseDuration } from "../../lib/protocol/durations.ts";

Deno.test("durations - are read in seconds, minutes, hours and days", () => {
  const read = ["10s", "5m", "1h", "2d", " 3 H ", "90S", "3650d"].map(parseDuration);
  assertEquals(read, [
    10_000,
    300_000,
    3_600_000,
    172_800_000,
    10_800_000,
    90_000,
    315_360_000_000,
  ]);
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
