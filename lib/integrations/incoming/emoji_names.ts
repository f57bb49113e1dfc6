import { fold } from "../../protocol/fold.ts";
import { loadEmoji } from "../../ui/emoji/emoji.ts";
import type { EmojiOf } from "./reading.ts";

let loaded: Promise<EmojiOf> | undefined;

/** Finds emoji by the short names that chats write between colons; loaded once, when first needed. */
export function loadEmojiNames(): Promise<EmojiOf> {
  return loaded ??= loadEmoji("en").then((all) => {
    const names = new Map<string, string>();
    for (const { emoji, label, search } of all) {
      const codes = search.slice(0, search.length - fold(label).length).trim().split(" ");
      for (const code of codes) names.set(code, emoji);
    }
    // Slack: “flag-fr”, “man-shrugging”.
    return (name) => names.get(ALSO[name] ?? name) ?? names.get(name.replaceAll("-", "_"));
  });
}

/** Short names of other chats, for emoji that have another one here. */
const ALSO: Record<string, string> = {
  "+1": "thumbsup",
  "-1": "thumbsdown",
  face_palm: "facepalm",
  hankey: "poop",
  heavy_division_sign: "divide",
  heavy_minus_sign: "minus",
  heavy_plus_sign: "plus",
  large_red_square: "red_square",
  simple_smile: "slightly_smiling_face",
};
