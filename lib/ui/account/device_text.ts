import type { en } from "../../i18n/account/en.ts";
import type { Translator } from "../../i18n/translator.ts";

/** A device as the store has it, “Firefox on Linux”, in the words of the reader. */
export function deviceText(words: Translator<typeof en>, device: string): string {
  const [, browser, system] = /^(.+) on (.+)$/.exec(device) ?? [];
  if (browser && system) return words.t("sessions.device", { browser, system });
  return device || words.t("sessions.unknown");
}
