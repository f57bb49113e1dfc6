import type { ChatWindow } from "../window/chat_window.ts";

/** Follows links between conversations without loading pages. Returns how to stop. */
export function followLinks(window: ChatWindow): () => void {
  const onClick = (event: MouseEvent) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey &&
      !event.altKey;
    if (!plain || event.defaultPrevented || !(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLAnchorElement>("a[href]");
    if (!link || link.target || link.origin !== location.origin || link.search || link.hash) return;
    if (window.visit(link.pathname)) event.preventDefault();
  };
  const onStep = () => window.followAddress();
  document.addEventListener("click", onClick);
  addEventListener("popstate", onStep);
  return () => {
    document.removeEventListener("click", onClick);
    removeEventListener("popstate", onStep);
  };
}
