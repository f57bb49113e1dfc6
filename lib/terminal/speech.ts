import type { Catalog, CatalogOf } from "../i18n/catalog.ts";
import { en as baseEn } from "../i18n/catalogs/en.ts";
import { es as baseEs } from "../i18n/catalogs/es.ts";
import { fr as baseFr } from "../i18n/catalogs/fr.ts";
import { isLocale, type Locale } from "../i18n/locale.ts";
import { en } from "../i18n/terminal/en.ts";
import { es } from "../i18n/terminal/es.ts";
import { fr } from "../i18n/terminal/fr.ts";
import { type Times, timesIn } from "../i18n/times.ts";
import { type Translator, translatorOf } from "../i18n/translator.ts";

type English = typeof en;

const BASE: Record<Locale, Catalog> = { en: baseEn, es: baseEs, fr: baseFr };
/** The terminal's own words, by language. */
export const TERMINAL_CATALOGS: Record<Locale, CatalogOf<English>> = { en, es, fr };

/** What is said in the terminal, in one language and time zone. */
export interface Speech {
  readonly locale: Locale;
  /** The words that all faces of the chat share. */
  readonly words: Translator;
  /** The terminal's own. */
  readonly own: Translator<English>;
  readonly times: Times;
  readonly timeZone: string;
}

/** The language of `LC_ALL`, `LC_MESSAGES` or `LANG`; English where they name none of ours. */
export function localeOf(env: (name: string) => string | undefined): Locale {
  for (const name of ["LC_ALL", "LC_MESSAGES", "LANG"]) {
    const language = env(name)?.slice(0, 2).toLowerCase();
    if (isLocale(language)) return language;
  }
  return "en";
}

/** Words and times for a reader. */
export function speechIn(locale: Locale, timeZone: string): Speech {
  return {
    locale,
    words: translatorOf(locale, BASE[locale]),
    own: translatorOf<English>(locale, TERMINAL_CATALOGS[locale]),
    times: timesIn(locale, timeZone),
    timeZone,
  };
}
