import type { ConversationId } from "../../../lib/protocol/events.ts";

/** Where one writes: a conversation, or a thread of it. */
export interface WritingPlace {
  conversation: ConversationId;
  thread?: number;
}

/** Whether both are one place. */
export function isSamePlace(one: WritingPlace, other: WritingPlace): boolean {
  return one.conversation === other.conversation && one.thread === other.thread;
}

/** Puts the focus where one writes there. */
export function focusField({ thread }: WritingPlace): void {
  const within = thread === undefined ? "" : ".aside ";
  document.querySelector<HTMLElement>(`${within}.composer textarea`)?.focus();
}
