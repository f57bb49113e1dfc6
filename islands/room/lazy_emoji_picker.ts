import { lazy } from "./lazy.ts";

export interface EmojiPickerProps {
  onChoose(emoji: string): void;
  onClose(): void;
}

/** The emoji picker, whose code and data come when it is first opened. */
export const LazyEmojiPicker = lazy<EmojiPickerProps>(() =>
  import("./emoji_picker.tsx").then(({ EmojiPicker }) => EmojiPicker)
);
