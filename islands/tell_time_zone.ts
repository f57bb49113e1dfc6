import type { Preferences } from "../lib/ui/settings/preferences.ts";
import { preferencesCookie, readPreferences } from "../lib/ui/settings/preferences_cookie.ts";
import { browserTime } from "./browser_time.ts";

/**
 * Tells the server the clock of this browser, for the next page. `drawn` is what the page was
 * drawn by: what was saved since, elsewhere or while the script was on its way, stays.
 */
export function tellTimeZone(drawn: Preferences): void {
  const kept = readPreferences(document.cookie, drawn.locale);
  document.cookie = preferencesCookie({ ...kept, ...browserTime() });
}
