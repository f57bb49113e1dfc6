const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * When a status ends, by what the form says: minutes from now, “today”, “keep” (as it was), or never.
 * Times in milliseconds UTC. On a day on which the clocks change, “today” is an hour off.
 */
export function statusEnd(
  choice: string,
  { now, timeZone, kept }: { now: number; timeZone: string; kept: number | undefined },
): number | undefined {
  if (choice === "keep") return kept;
  if (choice === "today") return now + DAY_MS - sinceMidnight(now, timeZone);
  const minutes = Number(choice);
  return Number.isSafeInteger(minutes) && minutes > 0 ? now + minutes * MINUTE_MS : undefined;
}

function sinceMidnight(now: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(now);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return (value("hour") * 60 + value("minute")) * MINUTE_MS + now % MINUTE_MS;
}
