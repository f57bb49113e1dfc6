import type { Locale } from "../i18n/locale.ts";
import { loadEmoji } from "../ui/emoji/emoji.ts";

/** What emoji are called in a language, for who listens; one without a name is said as it is. */
export async function emojiNames(locale: Locale): Promise<(emoji: string) => string> {
  const names = new Map((await loadEmoji(locale)).map(({ emoji, label }) => [emoji, label]));
  return (emoji) => names.get(emoji) ?? emoji;
}
