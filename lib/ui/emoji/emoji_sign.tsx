import { emojiTag } from "../../protocol/custom_emoji.ts";
import { emojiPath } from "../paths.ts";
import { useReading } from "../reading.ts";

/** An emoji; one of the community, written `:name:`, as its picture, or as it is written once it is gone. */
export function EmojiSign({ emoji }: { emoji: string }) {
  const tag = emojiTag(useReading().emoji, emoji);
  return tag === undefined
    ? <>{emoji}</>
    : <img class="custom-emoji" src={emojiPath(tag)} alt={emoji} title={emoji} />;
}
