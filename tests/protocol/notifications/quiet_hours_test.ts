import { assertEquals } from "@std/assert";
import { isQuiet, nextQuiet } from "../../../lib/protocol/notifications/quiet_hours.ts";
import type { QuietHours } from "../../../lib/protocol/notifications/settings.ts";

/** From the evening into the morning, on nights that begin on Monday to Friday. */
const NIGHTS: QuietHours = {
  on: true,
  days: [1, 2, 3, 4, 5],
  from: 20 * 60 + 30,
  to: 6 * 60 + 30,
  direct: true,
};
const DAY: QuietHours = { ...NIGHTS, days: [6], from: 9 * 60, to: 17 * 60 };
const WHOLE: QuietHours = { ...NIGHTS, days: [7], from: 0, to: 0 };

const utc = (text: string) => Date.parse(`${text}Z`);

Deno.test("quiet hours - begin and end to the minute, past midnight too", () => {
  const table: [QuietHours, string, string, boolean][] = [
    [NIGHTS, "UTC", "2026-11-25T20:29:59", false], // a Wednesday
    [NIGHTS, "UTC", "2026-11-25T20:30:00", true],
    [NIGHTS, "UTC", "2026-11-26T00:00:00", true],
    [NIGHTS, "UTC", "2026-11-26T06:29:59", true],
    [NIGHTS, "UTC", "2026-11-26T06:30:00", false],
    [NIGHTS, "UTC", "2026-11-27T23:00:00", true], // Friday night
    [NIGHTS, "UTC", "2026-11-28T06:00:00", true], // goes into Saturday
    [NIGHTS, "UTC", "2026-11-28T21:00:00", false],
    [NIGHTS, "UTC", "2026-11-30T05:00:00", false], // Monday morning belongs to Sunday
    [NIGHTS, "Asia/Kolkata", "2026-11-25T15:00:00", true], // 20:30 there
    [NIGHTS, "Asia/Kolkata", "2026-11-25T14:59:00", false],
    [NIGHTS, "Pacific/Kiritimati", "2026-11-26T06:30:00", true], // 20:30, on the same day there
    [DAY, "UTC", "2026-11-28T09:00:00", true],
    [DAY, "UTC", "2026-11-28T17:00:00", false],
    [DAY, "UTC", "2026-11-27T12:00:00", false],
    [WHOLE, "UTC", "2026-11-29T00:00:00", true],
    [WHOLE, "UTC", "2026-11-29T23:59:00", true],
    [WHOLE, "UTC", "2026-11-30T00:00:00", false],
    [{ ...NIGHTS, on: false }, "UTC", "2026-11-25T21:00:00", false],
    [{ ...NIGHTS, days: [] }, "UTC", "2026-11-25T21:00:00", false],
    // Summer and winter: 20:30 in Paris is another time of the world.
    [NIGHTS, "Europe/Paris", "2026-07-01T18:30:00", true],
    [NIGHTS, "Europe/Paris", "2026-12-01T18:30:00", false],
    [NIGHTS, "Europe/Paris", "2026-12-01T19:30:00", true],
  ];
  for (const [quiet, zone, at, is] of table) {
    assertEquals([at, zone, isQuiet(quiet, zone, utc(at))], [at, zone, is]);
  }
});

Deno.test("quiet hours - the next ones begin on one of their days, by the clock there", () => {
  const next = (zone: string, at: string, quiet = NIGHTS) => nextQuiet(quiet, zone, utc(at));
  assertEquals(next("UTC", "2026-11-25T10:42:17"), utc("2026-11-25T20:30:00"));
  assertEquals(next("UTC", "2026-11-25T20:30:00"), utc("2026-11-26T20:30:00"));
  assertEquals(next("UTC", "2026-11-27T21:00:00"), utc("2026-11-30T20:30:00")); // over the weekend
  // The clocks go back on Sunday, 25 October 2026.
  assertEquals(next("Europe/Paris", "2026-10-24T10:00:00"), utc("2026-10-26T19:30:00"));
  assertEquals(next("UTC", "2026-11-25T10:00:00", { ...NIGHTS, days: [] }), undefined);
  assertEquals(next("UTC", "2026-11-25T10:00:00", { ...NIGHTS, on: false }), undefined);
});
