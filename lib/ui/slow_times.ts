/** The times that are offered, in seconds: none, and from 5 seconds to an hour. */
const OFFERED_SECONDS = [0, 5, 10, 30, 60, 300, 900, 3600];

/** How long people may have to wait between two messages, as one chooses it: with what is set now. */
export function offeredSlowness(slowSeconds: number): readonly number[] {
  return OFFERED_SECONDS.includes(slowSeconds)
    ? OFFERED_SECONDS
    : [...OFFERED_SECONDS, slowSeconds];
}
