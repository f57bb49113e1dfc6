// Times as people write them, in the three languages alike: “in 20 minutes”, “demain à 9h”, “el lunes”.
import { DURATION_UNITS } from "../protocol/durations.ts";
import { fold } from "../protocol/fold.ts";

/** What is read by: the moment, and the reader's time zone (IANA). Milliseconds UTC. */
export interface Now {
  now: number;
  timeZone: string;
}

/** A time that a text begins with, and what follows it. */
export interface When {
  at: number;
  rest: string;
}

/** A civil date and time, in some time zone. `month` from 1. */
export interface Civil {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** When a day begins for who says no hour. */
export const MORNING = { hour: 9, minute: 0 };
const EVENING = { hour: 18, minute: 0 };

/** Units, by the beginnings of their names; “14h30” is a time. */
const UNITS = DURATION_UNITS.map(({ names, ms }) => ({
  name: new RegExp(`^(?:${names})\\.?(?![\\p{L}${ms === HOUR_MS ? "\\d" : ""}])`, "u"),
  ms,
}));

/** From Sunday on, as `Date` counts. */
const WEEKDAYS: readonly RegExp[] = [
  /^(?:sunday|dimanche|domingo)/,
  /^(?:monday|lundi|lunes)/,
  /^(?:tuesday|mardi|martes)/,
  /^(?:wednesday|mercredi|miercoles)/,
  /^(?:thursday|jeudi|jueves)/,
  /^(?:friday|vendredi|viernes)/,
  /^(?:saturday|samedi|sabado)/,
];

const IN = /^(?:in|dans|en|dentro de)\s+/;
const ONE = /^(?:an?|une?|una?o?)\s+/;
const ON = /^(?:on|next|le|el|este|proximo|prochain)\s+/;
const AT = /^(?:,?\s*)(?:at|a las|a la|a|@)\s*/;
const DAYS: ReadonlyArray<readonly [RegExp, number, { hour: number; minute: number }?]> = [
  [/^(?:the day after tomorrow|day after tomorrow|apres-demain|pasado manana)/, 2],
  [/^(?:tomorrow morning|demain matin|manana por la manana)/, 1, MORNING],
  [/^(?:tomorrow evening|demain soir|manana por la (?:tarde|noche))/, 1, EVENING],
  [/^(?:tomorrow|demain|manana)/, 1],
  [/^(?:tonight|this evening|ce soir|esta (?:tarde|noche))/, 0, EVENING],
  [/^(?:today|aujourd'hui|aujourd’hui|hoy)/, 0],
];

/**
 * Reads the time that a text begins with: a span (“20m”, “in 2 hours”), a day with or without a time
 * (“tomorrow at 9”, “lundi 14h30”, “24/12 18:00”, “2026-12-24”), or a time, which is today or, when it
 * is past, tomorrow. Of a day without a time it is 9 in the morning. `undefined` where it begins with
 * no time. Spans may be of any length; days and times are always later than now.
 */
export function readWhen(text: string, { now, timeZone }: Now): When | undefined {
  const read = new Reader(text.trim());
  const span = read.span();
  if (span !== undefined) return { at: now + span, rest: read.rest() };
  const today = civilOf(now, timeZone);
  const day = read.day(today);
  read.take(AT);
  const time = read.time(day !== undefined);
  if (!day && !time) return undefined;
  const hour = time ?? day?.time ?? MORNING;
  const on = { ...today, ...day?.date, ...hour };
  let at = momentOf(on, timeZone);
  // A time that is past is meant of the next day that it can be of.
  if (at <= now && day?.repeats !== undefined) {
    at = momentOf(addDays(on, day.repeats), timeZone);
  } else if (at <= now && !day) at = momentOf(addDays(on, 1), timeZone);
  return at > now ? { at, rest: read.rest() } : undefined;
}

/** The civil time of a moment. */
export function civilOf(at: number, timeZone: string): Civil {
  const parts = new Map(
    formatFor(timeZone).formatToParts(at).map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour") % 24,
    minute: part("minute"),
  };
}

/** The moment of a civil time; one that a change of the clocks skips is as much later. */
export function momentOf({ year, month, day, hour, minute }: Civil, timeZone: string): number {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  let at = wanted;
  // The offset at the first guess may be that of the other side of a change: twice is enough.
  for (let n = 0; n < 2; n++) {
    const is = civilOf(at, timeZone);
    at += wanted - Date.UTC(is.year, is.month - 1, is.day, is.hour, is.minute);
  }
  return at;
}

/** The same time so many days later. */
export function addDays(civil: Civil, days: number): Civil {
  const date = new Date(Date.UTC(civil.year, civil.month - 1, civil.day + days));
  return {
    ...civil,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

/** The day of the week, 0 for Sunday. */
export function weekdayOf({ year, month, day }: Civil): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

interface Day {
  date: Pick<Civil, "year" | "month" | "day">;
  time?: { hour: number; minute: number };
  /** After so many days it is that day again. */
  repeats?: number;
}

/** Takes one thing after the other from the beginning of a text. */
class Reader {
  /** Without accents and capitals: of the same length as what is left of the text. */
  #folded: string;

  constructor(private text: string) {
    this.#folded = plain(text);
  }

  rest(): string {
    return this.text.replace(/^[\s,:–-]+/, "").trim();
  }

  take(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.#folded) ?? undefined;
    if (match) {
      this.text = this.text.slice(match[0].length);
      this.#folded = this.#folded.slice(match[0].length);
    }
    return match;
  }

  #space(): void {
    this.take(/^[\s,]+/);
  }

  #ends(): boolean {
    return !/^[\p{L}\d]/u.test(this.#folded);
  }

  /** “20m”, “in 2 hours”, “dans une heure”, “2h 30m”; milliseconds. */
  span(): number | undefined {
    const before = [this.text, this.#folded] as const;
    const isIn = this.take(IN) !== undefined;
    let ms: number | undefined;
    for (;;) {
      const one = isIn && ms === undefined ? this.take(ONE) : undefined;
      const number = one ? undefined : this.take(/^(\d{1,4})\s?/);
      if (!one && !number) break;
      const unit = UNITS.find(({ name }) => this.take(name));
      if (!unit) {
        ms = undefined;
        break;
      }
      ms = (ms ?? 0) + Number(number?.[1] ?? 1) * unit.ms;
      if (!/^\s*\d{1,4}\s?[a-z]/.test(this.#folded)) break;
      this.#space();
    }
    if (ms !== undefined && ms > 0) return ms;
    [this.text, this.#folded] = before;
    return undefined;
  }

  /** “tomorrow”, “lundi”, “el viernes”, “2026-12-24”, “24/12”. */
  day(today: Civil): Day | undefined {
    const before = [this.text, this.#folded] as const;
    for (const [name, days, time] of DAYS) {
      if (!this.take(name)) continue;
      if (!this.#ends()) break;
      this.#space();
      return { date: dateOf(addDays(today, days)), time };
    }
    [this.text, this.#folded] = before;
    this.take(ON);
    const weekday = WEEKDAYS.findIndex((name) => this.take(name));
    if (weekday >= 0 && this.#ends()) {
      this.#space();
      const ahead = (weekday - weekdayOf(today) + 7) % 7;
      return { date: dateOf(addDays(today, ahead)), repeats: 7 };
    }
    [this.text, this.#folded] = before;
    this.take(ON);
    const date = this.#date(today);
    if (date) {
      this.#space();
      return { date };
    }
    [this.text, this.#folded] = before;
    return undefined;
  }

  #date(today: Civil): Day["date"] | undefined {
    const iso = this.take(/^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/);
    if (iso) return validDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    const short = this.take(/^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?(?![\d:])/);
    if (!short) return undefined;
    const [day, month] = [Number(short[1]), Number(short[2])];
    if (short[3]) return validDate(Number(short[3]), month, day);
    const isPast = month < today.month || month === today.month && day < today.day;
    return validDate(today.year + (isPast ? 1 : 0), month, day);
  }

  /** “17:30”, “5pm”, “14h30”, “9h”; a bare “9” only behind a day or “at”. */
  time(bare: boolean): { hour: number; minute: number } | undefined {
    const match =
      this.take(/^(\d{1,2})(?:\s?[:h.]\s?(\d{2}))(?!\d)\s?([ap]\.?m\.?)?(?![\p{L}\d])/u) ??
        this.take(/^(\d{1,2})()\s?([ap]\.?m\.?)(?![\p{L}\d])/u) ??
        this.take(/^(\d{1,2})()\s?h(?![\p{L}\d])/u) ??
        (bare ? this.take(/^(\d{1,2})()(?![\p{L}\d:/.])/u) : undefined);
    if (!match) return undefined;
    const [, hours = "", minutes = "", half] = match;
    const minute = Number(minutes || 0);
    let hour = Number(hours);
    if (half) hour = hour % 12 + (half.startsWith("p") ? 12 : 0);
    return hour < 24 && minute < 60 ? { hour, minute } : undefined;
  }
}

function dateOf({ year, month, day }: Civil): Day["date"] {
  return { year, month, day };
}

function validDate(year: number, month: number, day: number): Day["date"] | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const is = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return is ? { year, month, day } : undefined;
}

/** Without accents and capitals, letter for letter. */
function plain(text: string): string {
  return [...text].map((letter) => {
    const folded = fold(letter);
    return folded.length === letter.length ? folded : letter;
  }).join("");
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    formats.set(timeZone, format);
  }
  return format;
}
