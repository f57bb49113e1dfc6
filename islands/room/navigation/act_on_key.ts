import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { closeThread } from "../thread/close_thread.ts";
import { closePanel } from "../panes/panel_shown.ts";

/** Does what a key means wherever the focus is; true when it means something. */
export function actOnKey(event: KeyboardEvent, window: ChatWindow): boolean {
  if (window.overlay.value) return false;
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key.toLowerCase() === "z" && !event.shiftKey && !isWritten(event.target)) {
    const offered = window.undo.current.peek() !== undefined;
    if (offered) window.undo.take();
    return offered;
  }
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    step(window, event.key === "ArrowDown" ? 1 : -1, event.shiftKey);
    return true;
  }
  if (event.key === "F6") {
    nextRegion(event.shiftKey ? -1 : 1);
    return true;
  }
  if (isTyped(event)) composerAt(event.target)?.focus(); // the browser writes it there
  return event.key === "Escape" && escape(window);
}

/** What has keys of its own. */
const TAKES_KEYS = "input, textarea, select, [contenteditable], [role=menu] *, [role=dialog] *";

/** Whether it is a sign that nothing here takes; the space presses and scrolls. */
function isTyped({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if ([...key].length !== 1 || key === " " || ctrlKey || metaKey || altKey) return false;
  return target instanceof Element && !target.matches(TAKES_KEYS);
}

/** The composer of the conversation or the thread where the focus is; of the page's, where it is nowhere. */
function composerAt(target: EventTarget | null): HTMLElement | null | undefined {
  const places = ".conversation:not(.split), .view-pane, #thread";
  const place = target === document.body
    ? document.querySelector(".conversation:not(.split)")
    : target instanceof Element && target.closest(places);
  return place ? place.querySelector<HTMLElement>(":scope > .composer textarea") : undefined;
}

/** Whether keys write there: there, undo is the field's own. */
function isWritten(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input, textarea");
}

/** First the panel closes; then what is open counts as read. */
function escape(window: ChatWindow): boolean {
  if (window.thread.value) closeThread(window);
  else if ((window.panel.value ?? "closed") !== "closed") closePanel(window);
  else if (window.current.value !== undefined) window.markRead.value++;
  else return false;
  return true;
}

/** Goes to the next conversation in the order of the list. */
function step(window: ChatWindow, by: 1 | -1, unreadOnly: boolean): void {
  const shown = [...document.querySelectorAll<HTMLElement>(".lists [data-conversation]")]
    .map((link) => window.find(link.dataset.conversation))
    .filter((one): one is ConversationSummary => one !== undefined);
  let at = shown.findIndex((one) => one.id === window.current.value);
  for (let i = 1; i <= shown.length; i++) {
    at = neighbour(at, by, shown.length);
    const next = shown[at];
    if (!next || (unreadOnly && next.unread === 0)) continue;
    return window.open(next);
  }
}

/** Moves the focus to the next region of the page that is shown. */
function nextRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")]
    .filter((region) => region.checkVisibility());
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[neighbour(at, by, regions.length)];
  const field = next?.querySelector<HTMLElement>("textarea");
  (field ?? next)?.focus();
}

/** The next place in a round of `count`, or the one before; from nowhere (-1) the first or the last. */
function neighbour(at: number, by: 1 | -1, count: number): number {
  return at === -1 && by === -1 ? count - 1 : (at + by + count) % count;
}
