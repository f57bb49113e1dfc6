import type { Translator } from "../../../lib/i18n/translator.ts";

/** A key as it is written on a keyboard: “P”, “Del”. */
export function keyName(words: Translator, key: string): string {
  return key === "delete" ? words.t("key.delete") : key.toUpperCase();
}
