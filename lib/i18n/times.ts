// Days and times in a person's language and time zone.
import type { Locale } from "./locale.ts";

/** How a reader's clock shows a moment: where it hangs, and how many hours it counts to. */
export interface ReaderClock {
  /** An IANA time zone. */
  timeZone: string;
  hours: 12 | 24;
}

/** How hours and minutes are written by a clock of 12 or 24 hours. */
export function clockFormat(hours: 12 | 24): Intl.DateTimeFormatOptions {
  return hours === 12
    ? { hour: "numeric", minute: "2-digit", hourCycle: "h12" }
    : { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
}

/**
 * Whose dates a reader is used to: in English the month comes first where people live by a clock of
 * America, and the day everywhere else.
 */
export function dateLocale(locale: string, timeZone: string): string {
  if (locale !== "en") return locale;
  return /^(?:America|US)\/|^Pacific\/Honolulu$/.test(timeZone) ? "en-US" : "en-GB";
}

/** Formats moments, given in milliseconds UTC. */
export interface Times {
  /** “17:42” */
  time(at: number): string;
  /** “Today”, “Yesterday”, “Monday”, “3 March”, “3 March 2025” */
  day(at: number, now: number): string;
  /** The same within a sentence: “today” */
  dayWithin(at: number, now: number): string;
  /** “3 March 2026 at 17:42”, for a tooltip */
  full(at: number): string;
  /** “17:42” today, “tomorrow 17:42”, else the day: short, for lists. */
  brief(at: number, now: number): string;
  /** A key of the day, equal for all moments of one day: `2026-03-03`. */
  dayKey(at: number): string;
}

/** In every time zone midnight is at a full quarter of an hour: cache by quarter. */
const QUARTER_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
/** The most cached texts of a kind: a timeline asks for the same few at every change. */
const MAX_CACHED = 1000;
const DAY_MS = 24 * 3600_000;
/** Days within the last week are named by weekday. */
const WEEK_DAYS = 7;

/** Formats that are kept: making one costs as much as drawing a message. */
const MAX_KEPT = 32;
const kept = new Map<string, Times>();

/** Times in a language and an IANA time zone, by a clock of 12 or 24 hours. */
export function timesIn(locale: Locale, timeZone: string, hours: 12 | 24 = 24): Times {
  const name = `${locale} ${timeZone} ${hours}`;
  let times = kept.get(name);
  if (times === undefined) {
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(name, times = makeTimes(locale, { timeZone, hours }));
  }
  return times;
}

function makeTimes(locale: Locale, { timeZone, hours }: ReaderClock): Times {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dateLocale(locale, timeZone), { ...options, timeZone });
  const clock = format(clockFormat(hours));
  const weekday = format({ weekday: "long" });
  const date = format({ day: "numeric", month: "long" });
  const dateOfYear = format({ day: "numeric", month: "long", year: "numeric" });
  const hourCycle = hours === 12 ? "h12" : "h23";
  const full = format({ dateStyle: "long", timeStyle: "short", hourCycle });
  const civil = civilDates(timeZone);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

  const dayKey = cached(QUARTER_MS, civil);
  const time = cached(MINUTE_MS, (at) => clock.format(at));
  const dayNumber = (at: number) => Date.parse(`${dayKey(at)}T00:00:00Z`) / DAY_MS;

  const day = (at: number, now: number) => capital(dayWithin(at, now), locale);
  function dayWithin(at: number, now: number): string {
    const ago = dayNumber(now) - dayNumber(at);
    if (ago === 0 || ago === 1) return relative.format(-ago, "day");
    if (ago > 1 && ago < WEEK_DAYS) return weekday.format(at);
    const sameYear = dayKey(at).slice(0, 4) === dayKey(now).slice(0, 4);
    return (sameYear ? date : dateOfYear).format(at);
  }

  return {
    time,
    day,
    dayWithin,
    full: cached(MINUTE_MS, (at) => asOnClock(full.formatToParts(at), hours)),
    brief(at, now) {
      const ahead = dayNumber(at) - dayNumber(now);
      if (ahead === 0) return time(at);
      return ahead === 1 ? `${relative.format(1, "day")} ${time(at)}` : day(at, now);
    },
    dayKey,
  };
}

/** A moment whose hour is written as `clockFormat` does: of 24 hours alone with a zero before it. */
function asOnClock(parts: readonly Intl.DateTimeFormatPart[], hours: 12 | 24): string {
  const hour = (value: string) => hours === 12 ? value.replace(/^0/, "") : value.padStart(2, "0");
  return parts.map(({ type, value }) => type === "hour" ? hour(value) : value).join("");
}

/** Remembers what `format` gives: it gives the same for all of one `unit`. */
function cached(unitMs: number, format: (at: number) => string): (at: number) => string {
  const texts = new Map<number, string>();
  return (at) => {
    const unit = Math.floor(at / unitMs);
    let text = texts.get(unit);
    if (text === undefined) {
      if (texts.size >= MAX_CACHED) texts.clear();
      texts.set(unit, text = format(at));
    }
    return text;
  };
}

/** The civil date in a time zone, by its parts: how a locale writes dates differs by engine. */
function civilDates(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: "year" | "month" | "day", digits: number) =>
      (parts.get(type) ?? "").padStart(digits, "0");
    return `${part("year", 4)}-${part("month", 2)}-${part("day", 2)}`;
  };
}

function capital(text: string, locale: Locale): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
