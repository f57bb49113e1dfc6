import type { Translator } from "../../i18n/translator.ts";

/** Name of the shortcuts' modifier key on this machine: ⌘ on Apple's, else Ctrl. */
export function commandKey(words: Translator): string {
  return /^(Mac|iP)/.test(navigator.platform) ? "⌘" : words.t("keys.ctrl");
}
