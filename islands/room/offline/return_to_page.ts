import { effect } from "@preact/signals";
import { conversationFromPath, PATHS } from "../../../lib/ui/paths.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/**
 * An address that only the server can draw, opened without a connection, shows the list meanwhile; the
 * page comes once there is one, unless somebody went on by then. Returns how to stop.
 */
export function returnToPage(window: ChatWindow): () => void {
  const { pathname } = location;
  const isChat = pathname === PATHS.home || pathname === PATHS.inbox ||
    conversationFromPath(pathname) !== undefined;
  if (isChat || window.online) return () => {};
  return effect(() => {
    const isStill = window.current.value === undefined && location.pathname === pathname;
    if (window.online && isStill) location.reload();
  });
}
