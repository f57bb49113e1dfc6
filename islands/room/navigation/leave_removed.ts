import { effect } from "@preact/signals";
import type { ChatWindow } from "../window/chat_window.ts";

/**
 * When the open conversation is removed from the list (left here or in another tab, kicked, deleted),
 * shows the list and says so. Returns how to stop.
 */
export function leaveRemovedConversation(window: ChatWindow): () => void {
  let last = window.conversation;
  return effect(() => {
    const open = window.conversation;
    const removed = !open && last?.id === window.current.value ? last : undefined;
    last = open;
    if (removed) window.leaveRemoved(removed);
  });
}
