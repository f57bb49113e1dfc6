// Emoji as Mattermost writes them: by names between colons, in colours of skin too.
import { CODE } from "../../integrations/incoming/markdown.ts";
import { SKIN_TONES, withTone } from "../../integrations/incoming/mrkdwn.ts";
import type { EmojiOf } from "../../integrations/incoming/reading.ts";

/** What colours of skin are called. */
const TONES = ["light", "medium_light", "medium", "medium_dark", "dark"];

/** The name of an emoji in a text: no time, and no part of an address. */
const SHORTCODE = /(?<![\p{L}\p{N}/]):([a-z0-9_+-]+):(?![\p{L}\p{N}/])/gu;

/** Emoji in a colour of skin, which has a name of its own there: `wave_medium_light_skin_tone`. */
export function withTones(emojiOf: EmojiOf): EmojiOf {
  return (name) => {
    const [, plain = "", tone = ""] = /^(.+?)_((?:medium_)?(?:light|dark)|medium)_skin_tone$/
      .exec(name) ?? [];
    const found = emojiOf(plain);
    return found === undefined ? emojiOf(name) : withTone(found, SKIN_TONES[TONES.indexOf(tone)]!);
  };
}

/** A text with the emoji that stand in it by names that all chats know; what is code stays. */
export function withEmoji(text: string, emojiOf: EmojiOf): string {
  return text.split(CODE).map((part, n) =>
    n % 2 === 1 ? part : part.replace(SHORTCODE, (whole, name: string) => emojiOf(name) ?? whole)
  ).join("");
}
