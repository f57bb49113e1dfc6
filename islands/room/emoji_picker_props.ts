/** What the emoji picker is given; apart from it, so that naming it does not load it. */
export interface EmojiPickerProps {
  onChoose(emoji: string): void;
  onClose(): void;
}
