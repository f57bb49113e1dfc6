// What IRC clients are told in words. The browser never loads this file.
import type { Locale } from "./locale.ts";
import { en } from "./irc/en.ts";
import { es } from "./irc/es.ts";
import { fr } from "./irc/fr.ts";
import type { IrcWords } from "./irc/words.ts";

export type { IrcWords };

const WORDS: Record<Locale, IrcWords> = { en, es, fr };

/** The words of a language. */
export function ircWords(locale: Locale): IrcWords {
  return WORDS[locale];
}

/** A sentence with its values. */
export function filled(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
