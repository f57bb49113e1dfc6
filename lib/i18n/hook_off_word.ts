// What an outgoing webhook writes to whoever made it, when it is switched off. The browser never loads
// this file.
import { isLocale, type Locale } from "./locale.ts";

type Why = "failing" | "gone";

const WORDS: Record<Locale, Record<Why, (host: string) => string>> = {
  en: {
    failing: (host) =>
      `I am switched off: ${host} has not taken what I sent for three days. Switch me on again under Integrations when it answers.`,
    gone: (host) =>
      `I am switched off: ${host} says that there is nothing at my address any more. Give me another under Integrations, and switch me on again.`,
  },
  fr: {
    failing: (host) =>
      `Je n’envoie plus rien : depuis trois jours, ${host} refuse ce que j’envoie. Réactivez-moi dans « Intégrations » quand il répondra.`,
    gone: (host) =>
      `Je n’envoie plus rien : ${host} dit qu’il n’y a plus rien à mon adresse. Donnez-m’en une autre dans « Intégrations », puis réactivez-moi.`,
  },
  es: {
    failing: (host) =>
      `Dejo de funcionar: desde hace tres días ${host} no acepta lo que envío. Vuelve a activarme en «Integraciones» cuando responda.`,
    gone: (host) =>
      `Dejo de funcionar: ${host} dice que en mi dirección ya no hay nada. Dame otra en «Integraciones» y vuelve a activarme.`,
  },
};

/** The word, in the language of whoever reads it. `host`: of whoever was called. */
export function hookOffWord(locale: string | undefined, why: Why, host: string): string {
  return WORDS[isLocale(locale) ? locale : "en"][why](host);
}
