import { assertEquals } from "@std/assert";
import { statusEnd } from "../../routes/pages/status_end.ts";

const now = Date.UTC(2026, 5, 1, 21, 30, 15, 250);
const minutes = (count: number) => count * 60_000;

for (
  const [choice, timeZone, end] of [
    ["30", "UTC", now + minutes(30)],
    ["240", "Asia/Tokyo", now + minutes(240)],
    ["never", "UTC", undefined],
    ["-5", "UTC", undefined],
    ["1e99", "UTC", undefined],
    ["", "UTC", undefined],
    ["today", "UTC", Date.UTC(2026, 5, 2)],
    ["today", "Europe/Paris", Date.UTC(2026, 5, 1, 22)],
    ["today", "Asia/Tokyo", Date.UTC(2026, 5, 2, 15)],
    ["today", "America/St_Johns", Date.UTC(2026, 5, 2, 2, 30)],
    ["keep", "UTC", 42],
  ] as const
) {
  Deno.test(`status end - “${choice}” in ${timeZone}`, () => {
    assertEquals(statusEnd(choice, { now, timeZone, kept: 42 }), end);
  });
}
