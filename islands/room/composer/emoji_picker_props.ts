import type { Failing } from "../../../lib/ui/elements/lazy.ts";

/** What the emoji picker is given; apart from it, so that naming it does not load it. */
export interface EmojiPickerProps extends Failing {
  onChoose(emoji: string): void;
  onClose(): void;
}

/** Where the button that opens it finds it. */
export const EMOJI_PICKER_ID = "emoji-picker";
