import { loadLate } from "../load_late.ts";
import { lazy } from "../../../lib/ui/elements/lazy.ts";
import type { EmojiPickerProps } from "./emoji_picker_props.ts";

/** The emoji picker, whose code and data come when it is first opened. */
export const LazyEmojiPicker = lazy<EmojiPickerProps>(() =>
  loadLate().then(({ EmojiPicker }) => EmojiPicker)
);
