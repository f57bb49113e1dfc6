// Days and times as a person says them, in the person's language and time zone.
import type { Locale } from "./locale.ts";

/** Says moments, given in milliseconds UTC. */
export interface Times {
  /** “17:42” */
  time(at: number): string;
  /** “Today”, “Yesterday”, “Monday”, “3 March”, “3 March 2025” */
  day(at: number, now: number): string;
  /** “3 March 2026 at 17:42”, for a tooltip */
  full(at: number): string;
  /** “17:42” today, else the day: short, for lists. */
  brief(at: number, now: number): string;
  /** Names the day of a moment: the same text for moments of one day. */
  dayKey(at: number): string;
}

/** Every time zone's midnight falls on a quarter of an hour: one answer serves all of it. */
const QUARTER_MS = 15 * 60_000;
/** Answers kept at once: a timeline asks about the same few at every change. */
const MAX_QUARTERS = 1000;
const DAY_MS = 24 * 3600_000;
/** A day within the last week is named by its weekday. */
const WEEK_DAYS = 7;

/** Times in a language and an IANA time zone. */
export function timesIn(locale: Locale, timeZone: string): Times {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone });
  // Hours and minutes with two digits; a 24-hour clock unless the language's own is another.
  const clock = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const weekday = format({ weekday: "long" });
  const date = format({ day: "numeric", month: "long" });
  const dateOfYear = format({ day: "numeric", month: "long", year: "numeric" });
  const full = format({ dateStyle: "long", timeStyle: "short", hourCycle: "h23" });
  const civil = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

  const days = new Map<number, string>();
  const dayKey = (at: number) => {
    const quarter = Math.floor(at / QUARTER_MS);
    let key = days.get(quarter);
    if (key === undefined) {
      if (days.size >= MAX_QUARTERS) days.clear();
      days.set(quarter, key = civil.format(at));
    }
    return key;
  };
  const dayNumber = (at: number) => Date.parse(`${dayKey(at)}T00:00:00Z`) / DAY_MS;

  function day(at: number, now: number): string {
    const ago = dayNumber(now) - dayNumber(at);
    if (ago === 0 || ago === 1) return capital(relative.format(-ago, "day"), locale);
    if (ago > 1 && ago < WEEK_DAYS) return capital(weekday.format(at), locale);
    const sameYear = dayKey(at).slice(0, 4) === dayKey(now).slice(0, 4);
    return (sameYear ? date : dateOfYear).format(at);
  }

  return {
    time: (at) => clock.format(at),
    day,
    full: (at) => full.format(at),
    brief: (at, now) => dayKey(at) === dayKey(now) ? clock.format(at) : day(at, now),
    dayKey,
  };
}

function capital(text: string, locale: Locale): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
