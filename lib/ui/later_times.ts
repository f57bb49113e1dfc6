import type { PlainKey } from "../i18n/catalog.ts";
import { addDays, civilOf, momentOf, MORNING, type Now, weekdayOf } from "../text/when.ts";

const MINUTE_MS = 60_000;
const MONDAY = 1;

/** A time that is offered. */
export interface OfferedTime {
  label: PlainKey;
  at: number;
}

/** When one is mostly reminded, or sends something: soon, and at the beginning of days to come. */
export function offeredTimes({ now, timeZone }: Now): OfferedTime[] {
  const today = civilOf(now, timeZone);
  const tomorrow = addDays(today, 1);
  const toMonday = (MONDAY - weekdayOf(tomorrow) + 7) % 7;
  const morning = (days: number) => momentOf({ ...addDays(today, days), ...MORNING }, timeZone);
  return [
    { label: "later.in-20-minutes", at: now + 20 * MINUTE_MS },
    { label: "later.in-2-hours", at: now + 120 * MINUTE_MS },
    { label: "later.tomorrow", at: morning(1) },
    // Where tomorrow is Monday, it is offered already.
    ...(toMonday === 0 ? [] : [{ label: "later.monday" as const, at: morning(1 + toMonday) }]),
  ];
}

/** A moment as a field of the browser has it: “2026-03-09T09:00”. */
export function fieldOf(at: number, timeZone: string): string {
  const { year, month, day, hour, minute } = civilOf(at, timeZone);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** The moment that such a field says. */
export function momentOfField(text: string, timeZone: string): number | undefined {
  const [, ...parts] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text) ?? [];
  const [year, month, day, hour, minute] = parts.map(Number);
  if (!year || !month || !day || hour === undefined || minute === undefined) return undefined;
  return momentOf({ year, month, day, hour, minute }, timeZone);
}
