import type { ChatWindow } from "../window/chat_window.ts";

/** Puts the open thread away; the focus that was in it goes to what led to it. */
export function closeThread(window: ChatWindow): void {
  const root = window.thread.peek()?.root;
  const inside = document.getElementById("thread")?.contains(document.activeElement);
  window.closeThread();
  if (!inside || root === undefined) return;
  const stub = document.querySelector<HTMLElement>(`#messages .stub[href$="/${root}/thread"]`);
  const field = document.querySelector<HTMLElement>(".conversation > .composer textarea");
  (stub ?? field)?.focus();
}
