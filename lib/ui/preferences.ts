import { isLocale, type Locale, negotiateLocale } from "../i18n/locale.ts";

/** Light or dark; `system` is what the device says. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
/** How far apart things stand. */
export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

/** How a person likes the pages to be. Kept in a cookie, so that the first picture is right. */
export interface Preferences {
  locale: Locale;
  theme: Theme;
  density: Density;
  /** Whether arrivals and departures are shown in rooms. */
  arrivals: boolean;
  /** An IANA time zone. The browser writes it; until then, UTC. */
  timeZone: string;
}

/** What the whole document looks by, in attributes of its root. */
export type Look = Pick<Preferences, "theme" | "density">;

/** The cookie that holds the preferences; not secret, and read by the pages' script. */
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
  const pair = (cookies ?? "").split(";").map((part) => part.trim())
    .find((part) => part.startsWith(`${PREFERENCES_COOKIE}=`));
  const saved = new URLSearchParams(pair?.slice(PREFERENCES_COOKIE.length + 1));
  const locale = saved.get("locale") ?? undefined;
  return {
    locale: isLocale(locale) ? locale : negotiateLocale(acceptLanguage),
    theme: THEMES.find((theme) => theme === saved.get("theme")) ?? "system",
    density: DENSITIES.find((density) => density === saved.get("density")) ?? "comfortable",
    arrivals: saved.get("arrivals") !== "off",
    timeZone: knownTimeZone(saved.get("zone")),
  };
}

/** The value for `Set-Cookie` or `document.cookie` that keeps the preferences. */
export function preferencesCookie(preferences: Preferences): string {
  const value = new URLSearchParams({
    locale: preferences.locale,
    theme: preferences.theme,
    density: preferences.density,
    arrivals: preferences.arrivals ? "on" : "off",
    zone: preferences.timeZone,
  });
  return `${PREFERENCES_COOKIE}=${value}; Path=/; Max-Age=${COOKIE_MAX_AGE_S}; SameSite=Lax`;
}

function knownTimeZone(zone: string | null): string {
  if (!zone) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return "UTC"; // a zone that this engine does not know
  }
}
