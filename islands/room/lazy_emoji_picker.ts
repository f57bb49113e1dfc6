import { lazy } from "./lazy.ts";
import type { EmojiPickerProps } from "./emoji_picker_props.ts";

/** The emoji picker, whose code and data come when it is first opened. */
export const LazyEmojiPicker = lazy<EmojiPickerProps>(() =>
  import("./emoji_picker.tsx").then(({ EmojiPicker }) => EmojiPicker)
);
