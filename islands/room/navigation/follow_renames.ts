import { effect } from "@preact/signals";
import { conversationPath } from "../../../lib/ui/paths.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/**
 * Keeps the address that of the open conversation when the room or the person is renamed. Returns how
 * to stop.
 */
export function followRenames(window: ChatWindow): () => void {
  let last: { id: string; path: string } | undefined;
  return effect(() => {
    const open = window.conversation;
    const now = open && { id: open.id, path: conversationPath(open) };
    const before = last?.id === now?.id ? last : undefined;
    last = now;
    if (!now || !before || before.path === now.path) return;
    if (!location.pathname.startsWith(before.path)) return;
    // A message of it, or a thread, stays what the address leads to.
    const within = location.pathname.slice(before.path.length);
    if (within !== "" && !within.startsWith("/")) return;
    history.replaceState(history.state, "", now.path + within + location.search + location.hash);
  });
}
