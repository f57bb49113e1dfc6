import { loadLate } from "../load_late.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** Tells what is due, and what was not sent. Returns how to stop. */
export function watchLater(window: ChatWindow): () => void {
  return window.model.personal.later.subscribe((push) => {
    if (!push) return;
    // Without its code it is not told now; the list has it.
    loadLate().then(({ tellLater }) => tellLater(window, push)).catch(
      () => {},
    );
  });
}

/** Counts what is due already. Where its code is not to be had, the list has it. */
export function countLater(window: ChatWindow): void {
  loadLate().then(({ countDue }) => countDue(window)).catch(() => {});
}
