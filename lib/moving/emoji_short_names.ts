import { fold } from "../protocol/fold.ts";
import { loadEmoji } from "../ui/emoji/emoji.ts";

/** Gives the short name that other chats know an emoji by, if there is one. */
export async function emojiShortNames(): Promise<(emoji: string) => string | undefined> {
  const names = new Map<string, string>();
  for (const { emoji, label, search } of await loadEmoji("en")) {
    const [name] = search.slice(0, search.length - fold(label).length).trim().split(" ");
    if (name) names.set(plain(emoji), name);
  }
  return (emoji) => names.get(plain(emoji));
}

/** An emoji without its colour of skin, and without the sign that chooses a picture. */
function plain(emoji: string): string {
  return emoji.replaceAll(/[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu, "");
}
