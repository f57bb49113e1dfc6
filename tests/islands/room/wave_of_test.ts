import { assertEquals } from "@std/assert";
import { durationText } from "../../../lib/ui/files/duration.ts";
import { waveOf } from "../../../islands/room/files/wave_of.ts";

const RAMP = Array.from({ length: 128 }, (_, n) => n / 127);

for (
  const [name, levels, bars, wave] of [
    ["nothing is silence", [], 4, "0000"],
    ["noise is silence", [0.01, 0.015, 0.005, 0.01], 4, "0000"],
    ["the loudest reaches the top", [0, 0.1, 0.2, 0.4], 4, "09iz"],
    ["few levels stand for several bars", [0.5, 0.25], 4, "zzii"],
    ["the loudest of those that share a bar counts", [0.2, 0.4, 0.1, 0], 2, "z9"],
    ["a long one has as many bars", RAMP, 8, "49dhmqvz"],
  ] as const
) {
  Deno.test(`voice - ${name}`, () => assertEquals(waveOf(levels, bars), wave));
}

Deno.test("voice - how long it is, as a clock shows it", () => {
  assertEquals([0, 12.9, 61, 3725].map(durationText), ["0:00", "0:12", "1:01", "1:02:05"]);
});
