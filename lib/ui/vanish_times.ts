const HOUR_MS = 3600_000;
/** The times that are offered: an hour, a day, a week, four weeks. */
const OFFERED_MS = [HOUR_MS, 24 * HOUR_MS, 7 * 24 * HOUR_MS, 28 * 24 * HOUR_MS];

/** After how long messages may vanish, as one chooses it: with the time that is set now. */
export function offeredVanishing(vanishMs: number | undefined): readonly number[] {
  return vanishMs === undefined || OFFERED_MS.includes(vanishMs)
    ? OFFERED_MS
    : [...OFFERED_MS, vanishMs];
}
