import type { QuietHours } from "./settings.ts";

const DAY = 24 * 60;
const MINUTE_MS = 60_000;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Making a formatter is slow. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATS = 600; // more than there are zones

/** The day (1 is Monday) and the minute of the day at a time, milliseconds UTC, in a time zone. */
function localMinute(at: number, zone: string): { day: number; minute: number } {
  const parts = new Map(formatFor(zone).formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: DAYS.indexOf(parts.get("weekday") ?? "") + 1,
    minute: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
  };
}

/** Whether it is quiet at a time (milliseconds UTC), by the clock of a time zone. */
export function isQuiet(quiet: QuietHours, zone: string, at: number): boolean {
  if (!quiet.on) return false;
  const { day, minute } = localMinute(at, zone);
  const { days, from, to } = quiet;
  const isToday = minute >= from && (to <= from || minute < to);
  const isSinceYesterday = to <= from && minute < to;
  return isToday && days.includes(day) || isSinceYesterday && days.includes(dayBefore(day));
}

/** When the next quiet hours begin after a time, to the minute: milliseconds UTC; none without days. */
export function nextQuiet(quiet: QuietHours, zone: string, at: number): number | undefined {
  if (!quiet.on) return undefined;
  const now = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const { minute } = localMinute(now, zone);
  for (let ahead = 0; ahead <= 8; ahead++) {
    const guess = now + (quiet.from - minute + ahead * DAY) * MINUTE_MS;
    // Where the clocks changed between, it is an hour off.
    const off = (localMinute(guess, zone).minute - quiet.from + DAY + DAY / 2) % DAY - DAY / 2;
    const begin = guess - off * MINUTE_MS;
    if (begin > at && quiet.days.includes(localMinute(begin, zone).day)) return begin;
  }
  return undefined;
}

function dayBefore(day: number): number {
  return day === 1 ? 7 : day - 1;
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  if (formats.size >= MAX_FORMATS) formats.clear();
  formats.set(timeZone, made);
  return made;
}
