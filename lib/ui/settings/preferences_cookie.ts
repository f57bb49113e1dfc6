// The cookie that keeps the preferences, and what a page is drawn by where there is none.
import type { ReaderClock } from "../../i18n/times.ts";
import { isLocale, negotiateLocale } from "../../i18n/locale.ts";
import { ARRIVALS, CLOCKS, DENSITIES, hoursOf, type Preferences, THEMES } from "./preferences.ts";

/** The cookie of the preferences; readable by scripts. */
const PREFERENCES_COOKIE = "palabre-view";
/** A year: browsers cap cookies at 400 days. */
const COOKIE_MAX_AGE_S = 365 * 24 * 3600;

/**
 * Reads the preferences from cookies, as the `Cookie` header or `document.cookie` has them, and from
 * the languages of an `Accept-Language` header where they name none. Never throws.
 */
export function readPreferences(
  cookies: string | undefined,
  acceptLanguage?: string,
): Preferences {
  const saved = savedIn(cookies);
  const locale = saved.get("locale") ?? undefined;
  return {
    locale: isLocale(locale) ? locale : negotiateLocale(acceptLanguage),
    theme: THEMES.find((theme) => theme === saved.get("theme")) ?? "system",
    density: DENSITIES.find((density) => density === saved.get("density")) ?? "comfortable",
    arrivals: ARRIVALS.find((one) => one === saved.get("arrivals")) ?? "small",
    clock: CLOCKS.find((clock) => clock === saved.get("clock")) ?? "system",
    browserClock: saved.get("hours") === "12" ? 12 : 24,
    timeZone: knownTimeZone(saved.get("zone")),
  };
}

/** The reader's clock; `undefined` where their browser has not told where it hangs. */
export function readerClockOf(cookies: string | undefined): ReaderClock | undefined {
  const preferences = readPreferences(cookies);
  if (!isZoneKept(cookies)) return undefined;
  return { timeZone: preferences.timeZone, hours: hoursOf(preferences) };
}

/** Whether the browser, or its reader, has said where their clock hangs. */
export function isZoneKept(cookies: string | undefined): boolean {
  return Boolean(savedIn(cookies).get("zone"));
}

/** The value for `Set-Cookie` or `document.cookie` that keeps the preferences. */
export function preferencesCookie(preferences: Preferences): string {
  const value = new URLSearchParams({
    locale: preferences.locale,
    theme: preferences.theme,
    density: preferences.density,
    arrivals: preferences.arrivals,
    clock: preferences.clock,
    hours: String(preferences.browserClock),
    zone: preferences.guessed ? "" : preferences.timeZone,
  });
  return `${PREFERENCES_COOKIE}=${value}; Path=/; Max-Age=${COOKIE_MAX_AGE_S}; SameSite=Lax`;
}

function savedIn(cookies: string | undefined): URLSearchParams {
  const pair = (cookies ?? "").split(";").map((part) => part.trim())
    .find((part) => part.startsWith(`${PREFERENCES_COOKIE}=`));
  return new URLSearchParams(pair?.slice(PREFERENCES_COOKIE.length + 1));
}

/** The zone of this name; UTC for none, and for one that this engine does not know. */
export function knownTimeZone(zone: string | null): string {
  if (!zone) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return "UTC"; // a zone that this engine does not know
  }
}
