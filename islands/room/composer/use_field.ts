import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { TextEdit } from "../../../lib/text/completion.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { focusIsHeld } from "../navigation/use_kept_focus.ts";
import { editField } from "./edit_field.ts";

type Ref = { readonly current: HTMLTextAreaElement | null };

/** The composer's text field, and its caret as it is drawn. */
export interface Field {
  ref: { current: HTMLTextAreaElement | null };
  caret: number;
  setCaret(at: number): void;
  /** Changes the text as if it were typed: undo takes it back. */
  edit(edit: TextEdit): void;
  /** Sets the whole text and the caret; undo does not reach behind it. */
  set(text: string): void;
}

export function useField(ref: { current: HTMLTextAreaElement | null }): Field {
  const [caret, setCaret] = useState(0);
  useCaret(ref, setCaret);
  return {
    ref,
    caret,
    setCaret,
    edit(edit) {
      if (!ref.current) return;
      editField(ref.current, edit);
      setCaret(edit.caret);
    },
    set(next) {
      setCaret(next.length);
      const field = ref.current;
      if (!field) return;
      field.value = next;
      field.focus();
      field.setSelectionRange(next.length, next.length);
    },
  };
}

/**
 * Focuses the field when a conversation is opened. With `returning`, a composer that comes back in the
 * same place, only if nothing else has the focus.
 */
export function useFocusOnOpen(
  field: Ref,
  conversation: string,
  live: boolean,
  returning: { readonly current: boolean },
): void {
  useLayoutEffect(() => {
    // On a touch screen the keyboard would cover what one came to read.
    if (!matchMedia("(pointer: fine)").matches) return;
    const focus = () => field.current?.focus({ preventScroll: true });
    if (returning.current && focusIsHeld()) return;
    if (live) return focus(); // before it is painted: what is typed then is for this conversation
    // As the page comes alive, in a task of its own: focusing needs a layout.
    const focusing = systemClock.after(0, () => focusIsHeld() || focus());
    return () => focusing.cancel();
  }, [conversation]);
}

/** The field grows with its text; where CSS cannot do it (Firefox), its height is set. */
export function useGrowth(field: Ref, text: string) {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || CSS.supports("field-sizing", "content")) return;
    element.style.blockSize = "auto";
    element.style.blockSize = `${element.scrollHeight}px`;
  }, [text]);
}

/** The caret also moves without an `input` event: by arrow keys, or a press. */
function useCaret(field: Ref, moved: (to: number) => void) {
  useEffect(() => {
    const look = () => {
      const element = field.current;
      if (element && element === document.activeElement) moved(element.selectionStart);
    };
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);
}
