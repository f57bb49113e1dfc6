import type { HttpContext } from "../../lib/http/environment.ts";
import { isLocale } from "../../lib/i18n/locale.ts";
import type { Preferences } from "../../lib/ui/settings/preferences.ts";
import { preferencesCookie } from "../../lib/ui/settings/preferences_cookie.ts";
import { preferencesOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** Keeps preferences in the browser, and the language with the account: refusals speak it too. */
export async function savePreferences(
  c: HttpContext,
  { identity }: PageServices,
  preferences: Preferences,
): Promise<void> {
  const { actor, locale } = c.var;
  if (actor && locale !== preferences.locale) {
    await identity.changeLocale(actor, preferences.locale);
  }
  c.header("Set-Cookie", preferencesCookie(preferences), { append: true });
}

/** Takes on the language that a form names, from this answer on; one that we lack changes nothing. */
export async function changeLanguage(
  c: HttpContext,
  services: PageServices,
  locale: string,
): Promise<void> {
  if (!isLocale(locale)) return;
  await savePreferences(c, services, { ...preferencesOf(c), locale });
  c.set("locale", locale);
}
