import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Timeline } from "../../../lib/client/model.ts";
import type { ConversationId, ConversationSummary } from "../../../lib/protocol/events.ts";
import { useSignalCount } from "./use_signal_count.ts";
import { UnreadMark } from "./unread_mark.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { useWindow } from "../window/window_context.ts";

/** The mark of new messages in one visit to a conversation. */
export interface VisitMark {
  mark: UnreadMark;
  /** The seq after which new messages begin, as it is drawn. */
  after: ReadonlySignal<number | undefined>;
  /** Removes the mark: everything up to this seq counts as read. */
  clear(seq: number): void;
  /** What is after this seq is new again. */
  putBack(seq: number): void;
  /** Moves the mark where something came while nobody looked. */
  update(): void;
}

/** Starts with what was unread on arrival. */
export function useUnreadMark(
  timeline: Timeline,
  { read, unread }: ConversationSummary,
): VisitMark {
  const mark = useState(() => {
    timeline.catchUp(); // what the list counts as unread must be drawn too
    return new UnreadMark(read, unread);
  })[0];
  const after = useSignal(mark.after);
  return useMemo(() => ({
    mark,
    after,
    clear(seq: number) {
      mark.clear(seq);
      after.value = undefined;
    },
    putBack(seq: number) {
      mark.putBack(seq);
      after.value = seq;
    },
    update() {
      if (mark.missed(timeline.items.value)) after.value = mark.after;
    },
  }), []);
}

/**
 * Marks the conversation as read while its end is shown in a window that is looked at, and at once
 * when Esc asks for it.
 */
export function useReadPosition(
  conversation: ConversationSummary,
  timeline: Timeline,
  visit: VisitMark,
  view: { placed: ReadonlySignal<boolean>; atEnd: ReadonlySignal<boolean>; toLatest(): void },
): void {
  const window = useWindow();
  useSignalEffect(() => {
    const held = window.heldUnread.value;
    if (held?.conversation === conversation.id) visit.putBack(held.seq - 1);
  });
  // Come back from elsewhere, one reads as always.
  useEffect(() => () => {
    window.heldUnread.value = undefined;
  }, []);
  useSignalEffect(() => {
    const newest = timeline.newest.value;
    if (isHeld(window, conversation.id)) return;
    if (!view.placed.value) return;
    const atEnd = view.atEnd.value && !timeline.hasNewer.value;
    if (newest > 0 && atEnd && window.focused.value) {
      visit.mark.readTo(newest);
      window.model.markRead(conversation.id, newest);
    } else visit.update();
  });
  useSignalCount(window.markRead, () => {
    window.heldUnread.value = undefined;
    visit.clear(conversation.head);
    view.toLatest();
    window.model.markRead(conversation.id, conversation.head);
  });
}

/** Whether what is open was marked as unread, and nothing of it was read since. */
function isHeld(window: ChatWindow, conversation: ConversationId): boolean {
  const held = window.heldUnread.value;
  if (held?.conversation !== conversation) return false;
  return (window.find(conversation)?.read ?? 0) < held.seq;
}
