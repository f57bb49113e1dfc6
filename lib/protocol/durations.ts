// Durations as people write them: for kicks, mutes, bans and countdowns. Known to both sides.
import { fold } from "./fold.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Units as English, French and Spanish name them, folded, as alternatives of a pattern; milliseconds. */
export const DURATION_UNITS: ReadonlyArray<{ names: string; ms: number }> = [
  { names: "seconds?|secondes?|segundos?|secs?|seg|s", ms: 1_000 },
  { names: "minutes?|minutos?|mins?|mn|m", ms: 60_000 },
  { names: "hours?|heures?|horas?|hrs?|h", ms: 60 * 60_000 },
  { names: "days?|jours?|dias?|d|j", ms: DAY_MS },
  { names: "weeks?|semaines?|semanas?|sem|w", ms: 7 * DAY_MS },
];
const UNITS = DURATION_UNITS.map(({ names, ms }) => ({ name: new RegExp(`^(?:${names})$`), ms }));

/** Longer is no duration any more: it is “without end”. */
const MAX_DURATION_MS = 3_650 * DAY_MS;

/** Milliseconds of `10s`, `5 min`, `1h`, `2 jours` or `3 sem.`; `undefined` for all that is written differently. */
export function parseDuration(text: string): number | undefined {
  const [, count, written] = /^([1-9]\d{0,8})\s*(\p{L}+)\.?$/u.exec(fold(text.trim())) ?? [];
  const unit = UNITS.find(({ name }) => name.test(written ?? ""));
  const ms = Number(count) * (unit?.ms ?? NaN);
  return ms <= MAX_DURATION_MS ? ms : undefined;
}

/** The duration of one or two words that a text begins with, as it is written, and what follows it. */
export function leadingDuration(text: string): { duration: string; rest: string } | undefined {
  for (const words of [/^\S+/, /^\S+\s+\S+/]) {
    const [duration] = words.exec(text) ?? [];
    if (duration === undefined || parseDuration(duration) === undefined) continue;
    return { duration, rest: text.slice(duration.length).trimStart() };
  }
  return undefined;
}
