// What `/kick`, `/mute` and `/ban` are followed by: whom, for how long, why.
import { leadingDuration, parseDuration } from "../protocol/durations.ts";
import type { SanctionKind } from "../protocol/sanctions.ts";
import { leadingName } from "./leading_name.ts";

/** Stands for a ban without an end where its duration is written: the same in every language. */
export const ENDLESS = "∞";

/**
 * `duration`: as it was written, `10m`; none for a ban without an end. What only begins like a number
 * is here too: the server refuses it and says how one is written.
 */
export interface SanctionCommand {
  name: string;
  duration?: string;
  reason: string;
}

/** What begins like a number was meant as a duration, and is never taken for a reason. */
const MEANT_AS_DURATION = /^\P{L}?\d/u;

/**
 * Parses what follows the command; `undefined` where somebody or a duration is missing. A ban may go
 * without one.
 */
export function readSanction(
  kind: SanctionKind,
  written: string,
  names: readonly string[],
): SanctionCommand | undefined {
  const { name, rest } = leadingName(written, names);
  if (name === "") return undefined;
  const timed = leadingDuration(rest);
  if (timed) return { name, duration: timed.duration, reason: timed.rest };
  const [, word = "", reason = ""] = /^(\S*)\s*([\s\S]*)$/.exec(rest) ?? [];
  if (MEANT_AS_DURATION.test(word)) return { name, duration: word, reason };
  if (kind !== "ban") return undefined;
  return { name, reason: word === ENDLESS ? reason : rest };
}

const OFFERED: Record<SanctionKind, readonly string[]> = {
  kick: ["10m", "1h", "1d"],
  mute: ["10m", "1h", "1d", "7d"],
  ban: ["1d", "7d", "30d", ENDLESS],
};

/** The durations that begin so; behind a number, its units. `day`: the letter of a day to the reader. */
export function offeredDurations(
  kind: SanctionKind,
  query: string,
  day: string,
): readonly string[] {
  if (/^\d+$/.test(query)) {
    return ["m", "h", day].map((unit) => query + unit)
      .filter((one) => parseDuration(one) !== undefined);
  }
  return OFFERED[kind].map((one) => one.replace("d", day))
    .filter((one) => one.startsWith(query.toLowerCase()));
}
