import {
  type Preferences,
  preferencesCookie,
  readPreferences,
} from "../lib/ui/settings/preferences.ts";

/** Where this browser's clock hangs, and how many hours it counts to. */
export function browserTime(): Pick<Preferences, "timeZone" | "browserClock"> {
  const { timeZone, hourCycle } = new Intl.DateTimeFormat([], { hour: "numeric" })
    .resolvedOptions();
  return { timeZone, browserClock: hourCycle === "h12" || hourCycle === "h11" ? 12 : 24 };
}

/**
 * Tells the server the clock of this browser, for the next page. `drawn` is what the page was
 * drawn by: what was saved since, elsewhere or while the script was on its way, stays.
 */
export function tellTimeZone(drawn: Preferences): void {
  const kept = readPreferences(document.cookie, drawn.locale);
  document.cookie = preferencesCookie({ ...kept, ...browserTime() });
}
