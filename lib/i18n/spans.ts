// Formats durations: “2 hr 14 min”.
import type { Locale } from "./locale.ts";

const UNITS = [
  ["day", 24 * 60 * 60_000],
  ["hour", 60 * 60_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** The largest unit of a span that fits, and the next; “0 sec” for less than a second. */
export function spanOf(locale: Locale, ms: number): string {
  const first = UNITS.findIndex(([, size]) => ms >= size);
  const from = first < 0 ? UNITS.length - 1 : first;
  let rest = Math.max(0, ms);
  const parts = UNITS.slice(from, from + 2).map(([unit, size], index) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count === 0 && index > 0) return "";
    return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" })
      .format(count);
  });
  return parts.filter((part) => part !== "").join(" ");
}
