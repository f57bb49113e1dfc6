const HOUR_MS = 60 * 60_000;
/** When a day begins for whoever wanted to be left alone until then. */
const MORNING = 8;
const MONDAY = 1;
const DAYS_A_WEEK = 7;

/**
 * Until when one may pause: for an hour, until tomorrow morning, until Monday morning where that is
 * another day. `now` and the ends in milliseconds UTC; mornings by the device's clock.
 */
export function pauseEnds(
  now: number,
): { name: "hour" | "tomorrow" | "monday"; until: number }[] {
  const weekday = new Date(now).getDay();
  const toMonday = (MONDAY - weekday + DAYS_A_WEEK) % DAYS_A_WEEK || DAYS_A_WEEK;
  return [
    { name: "hour", until: now + HOUR_MS },
    { name: "tomorrow", until: morningAfter(now, 1) },
    ...(toMonday > 1 ? [{ name: "monday", until: morningAfter(now, toMonday) } as const] : []),
  ];
}

function morningAfter(now: number, days: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return day.setHours(MORNING, 0, 0, 0);
}
