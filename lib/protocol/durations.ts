// Durations as people write them: for kicks, mutes, bans and countdowns. Known to both sides.

const UNITS_MS = {
  s: 1_000,
  m: 60_000,
  h: 60 * 60_000,
  d: 24 * 60 * 60_000,
} as const;
type Unit = keyof typeof UNITS_MS;

/** Longer is no duration any more: it is “without end”. */
const MAX_DURATION_MS = 3_650 * UNITS_MS.d;

/** Milliseconds of `10s`, `5m`, `1h` or `2d`; `undefined` for all that is written differently. */
export function parseDuration(text: string): number | undefined {
  const match = /^([1-9]\d{0,8})\s?([smhd])$/i.exec(text.trim());
  if (!match?.[1] || !match[2]) return undefined;
  const ms = Number(match[1]) * UNITS_MS[match[2].toLowerCase() as Unit];
  return ms <= MAX_DURATION_MS ? ms : undefined;
}
