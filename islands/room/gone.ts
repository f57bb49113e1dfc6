import { effect } from "@preact/signals";
import type { ChatWindow } from "./chat_window.ts";

/**
 * When what is open is no longer one's own, left here or in another tab, the window shows the list
 * and says so. Returns how to stop.
 */
export function leaveWhatIsGone(window: ChatWindow): () => void {
  let last = window.conversation;
  return effect(() => {
    const open = window.conversation;
    const gone = !open && last?.id === window.current.value ? last : undefined;
    last = open;
    if (gone) window.lose(gone);
  });
}
