import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Timeline, TimelineItem } from "../../../lib/client/model.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { ChatWindow, MessageTarget } from "../window/chat_window.ts";
import { useWindow } from "../window/window_context.ts";
import type { RetryError } from "./use_retry_error.ts";
import type { TimelineScroll } from "./use_timeline_scroll.ts";
import type { TimelineView } from "./use_timeline_rows.ts";

/** How long the message that one was led to is marked, as the style has it. */
export const MARKED_MS = 2_500;

/**
 * Shows the message that a link, a quote or a search led to: loads what is around it where it is not
 * held, scrolls there, and gives it the focus. Returns the key of the message that is marked for it.
 */
export function useTarget(
  timeline: Timeline,
  { items }: TimelineView,
  scroll: TimelineScroll,
  placed: Signal<boolean>,
  retryError: RetryError,
): ReadonlySignal<string | undefined> {
  const window = useWindow();
  const asked = useRef<MessageTarget | undefined>(undefined);
  const { conversation } = timeline;
  const wanted = window.target.value;
  const target = wanted?.conversation === conversation ? wanted : undefined;

  // Drawn so by the server too: without a script it is marked as well.
  const marked = useSignal(target && keyAt(items, target.seq));

  useLayoutEffect(() => {
    if (!target) return;
    const key = keyAt(items, target.seq);
    const isThere = key !== undefined && scroll.toRow(key);
    // Held, but no message: one was led to what cannot be shown.
    const isHeld = asked.current === target && !timeline.loading.value;
    if (!isThere && !isHeld) return;
    window.target.value = undefined;
    placed.value = true;
    if (!isThere) {
      window.attempt(() => openItsThread(window, conversation, target.seq));
      if (items.length === 0) scroll.toLatest();
      return;
    }
    const moved = movedAt(items, target.seq);
    const there = moved && window.find(moved.conversation);
    if (moved && there) return window.goTo(there, moved.seq);
    marked.value = key;
    if (!window.inbox.peek()) focusRow(document.getElementById("messages"), key); // beside the inbox, its keys go on
  });

  useEffect(() => {
    if (!target || asked.current === target || keyAt(items, target.seq) !== undefined) return;
    asked.current = target;
    timeline.around(target.seq).then(retryError.clear, (error) => {
      if (window.target.peek() === target) window.target.value = undefined;
      retryError.show(error);
    });
  }, [target]);

  useEffect(() => {
    const key = marked.value;
    if (key === undefined) return;
    const timer = systemClock.after(MARKED_MS, () => {
      if (marked.peek() === key) marked.value = undefined;
    });
    return () => timer.cancel();
  }, [marked.value]);

  return marked;
}

/** What stands in a thread alone is shown there. */
async function openItsThread(window: ChatWindow, id: ConversationId, seq: number) {
  const root = await window.model.threads.rootOf(id, seq);
  const conversation = window.find(id);
  if (window.current.peek() !== id || !conversation) return;
  if (root !== undefined) window.openThread(conversation, root, seq);
  else window.showToast(window.words.t("message.not-there"), true);
}

/** Where the message was moved to: links of it lead there (M14). */
function movedAt(items: readonly TimelineItem[], seq: number) {
  const item = items.find((item) => item.is === "message" && item.event.seq === seq);
  return item?.is === "message" ? item.event.moved : undefined;
}

function keyAt(items: readonly TimelineItem[], seq: number): string | undefined {
  return items.find((item) => item.is === "message" && item.event.seq === seq)?.key;
}

/** Gives the row with this key the focus, which it can have as long as it has it. */
export function focusRow(timeline: HTMLElement | null, key: string): void {
  const row = timeline?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (!row) return;
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.addEventListener("blur", () => row.removeAttribute("tabindex"), { once: true });
}
