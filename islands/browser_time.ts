import type { Preferences } from "../lib/ui/settings/preferences.ts";

/** Where this browser's clock hangs, and how many hours it counts to. */
export function browserTime(): Pick<Preferences, "timeZone" | "browserClock"> {
  const { timeZone, hourCycle } = new Intl.DateTimeFormat([], { hour: "numeric" })
    .resolvedOptions();
  return { timeZone, browserClock: hourCycle === "h12" || hourCycle === "h11" ? 12 : 24 };
}
