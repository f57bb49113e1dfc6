import type { HttpContext } from "../../lib/http/environment.ts";
import type { LocaleOf } from "../../lib/http/session.ts";
import { guessTimeZone } from "../../lib/i18n/time_zones.ts";
import type { Preferences } from "../../lib/ui/settings/preferences.ts";
import { isZoneKept, readPreferences } from "../../lib/ui/settings/preferences_cookie.ts";
import type { Reader } from "../../lib/ui/pages/props.ts";
import { readerFor } from "../../lib/ui/pages/reader.ts";
import type { PageServices } from "./services.ts";

/** The language by the reader's cookie, then by their account, then by their browser. */
export const pageLocale: LocaleOf = (request, saved) =>
  readPreferences(
    request.headers.get("cookie") ?? undefined,
    saved ?? request.headers.get("accept-language") ?? undefined,
  ).locale;

/** How the reader likes pages to be; by a guess, which clock they live by, until they say it. */
export function preferencesOf(c: HttpContext): Preferences {
  const [cookies, languages] = [c.req.header("cookie"), c.req.header("accept-language")];
  const kept = readPreferences(cookies, languages);
  const known = { ...kept, locale: c.var.locale ?? kept.locale };
  if (isZoneKept(cookies)) return known;
  return { ...known, timeZone: guessTimeZone(languages) ?? kept.timeZone, guessed: true };
}

/** Who reads the page, and when. */
export function readerOf(c: HttpContext, { administration, clock }: PageServices): Reader {
  const reader = readerFor(preferencesOf(c), clock.now());
  const emoji = c.var.actor && administration.emoji();
  return emoji && emoji.version !== "" ? { ...reader, emoji } : reader;
}
