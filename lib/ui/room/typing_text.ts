import type { Translator } from "../../i18n/translator.ts";

/** Who is typing: up to two by name, then “several people”; nothing of nobody. */
export function typingText(words: Translator, names: readonly string[]): string {
  const [first = "", second = ""] = names;
  if (names.length === 0) return "";
  if (names.length === 1) return words.t("typing.one", { name: first });
  if (names.length === 2) return words.t("typing.two", { first, second });
  return words.t("typing.several");
}
