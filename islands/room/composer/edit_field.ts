import type { TextEdit } from "../../../lib/text/completion.ts";

/**
 * Changes a field as if it were typed: the browser's undo takes it back, and the `input` event follows.
 * `setRangeText` and `value` empty the undo stack; `execCommand` is the one call that keeps it, in every
 * engine.
 */
export function editField(field: HTMLTextAreaElement, { from, to, text, caret }: TextEdit): void {
  field.focus();
  field.setSelectionRange(from, to);
  const edited = text === ""
    ? document.execCommand("delete")
    : document.execCommand("insertText", false, text);
  if (!edited) {
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  field.setSelectionRange(caret, caret);
}
