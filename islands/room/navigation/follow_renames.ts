import { effect } from "@preact/signals";
import { conversationFromPath, conversationPath } from "../../../lib/ui/paths.ts";
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
    const at = conversationFromPath(location.pathname)?.at;
    const before = last?.id === now?.id ? last : undefined;
    last = now;
    const message = at === undefined ? "" : `/${at}`;
    if (!now || !before || before.path === now.path) return;
    if (location.pathname !== before.path + message) return;
    history.replaceState(history.state, "", now.path + message + location.search + location.hash);
  });
}
