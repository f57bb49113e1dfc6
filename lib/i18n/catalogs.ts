// All languages at once: for the server. The browser gets its own language's words in its props.
import type { Catalog } from "./catalog.ts";
import { en } from "./catalogs/en.ts";
import { es } from "./catalogs/es.ts";
import { fr } from "./catalogs/fr.ts";
import type { Locale } from "./locale.ts";
import { type Translator, translatorOf } from "./translator.ts";

export const CATALOGS: Record<Locale, Catalog> = { en, es, fr };

/** Says the interface's texts in a language. */
export function translator(locale: Locale): Translator {
  return translatorOf(locale, CATALOGS[locale]);
}
