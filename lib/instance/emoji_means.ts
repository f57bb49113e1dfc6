import type { EmojiMeans } from "../chat/community/make_emoji.ts";
import { loadEmojiNames } from "../integrations/incoming/emoji_names.ts";
import { createShrinkPicture } from "../previews/shrink.ts";
import { EMOJI_LIMITS } from "../protocol/custom_emoji.ts";

/** What emoji are made with, wherever they come from. */
export function emojiMeans(): EmojiMeans {
  const { side } = EMOJI_LIMITS;
  return {
    shrink: createShrinkPicture({ shorter: side, longer: side }),
    isKnownName: async (name) => (await loadEmojiNames())(name) !== undefined,
  };
}
