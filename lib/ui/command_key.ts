import type { Translator } from "../i18n/translator.ts";

/** What the key of the shortcuts is called on the machine of this browser: Apple's have their own. */
export function commandKey(words: Translator): string {
  return /^(Mac|iP)/.test(navigator.platform) ? "⌘" : words.t("keys.ctrl");
}
