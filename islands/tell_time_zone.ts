import { type Preferences, preferencesCookie, readPreferences } from "../lib/ui/preferences.ts";

/**
 * Tells the server the time zone of this browser, for the next page. `drawn` is what the page was
 * drawn by: what was saved since, elsewhere or while the script was on its way, stays.
 */
export function tellTimeZone(drawn: Preferences): void {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const kept = readPreferences(document.cookie, drawn.locale);
  document.cookie = preferencesCookie({ ...kept, timeZone });
}
