import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { Version } from "../../../lib/protocol/requests/edits.ts";

/** What the composer is used for besides a new message: the line above its field says it. */
export type Writing =
  /** The own message with this key is edited: as it was when that began. */
  | { is: "edit" } & WritingPlace & EditedMessage
  /** The message at this seq is replied to. */
  | { is: "reply"; seq: number } & WritingPlace;

/** Where one writes: in a conversation, or in a thread of it. */
export interface WritingPlace {
  conversation: ConversationId;
  thread?: number;
}

/** Whether that is written there. */
export function isWritingIn(writing: WritingPlace, place: WritingPlace): boolean {
  return writing.conversation === place.conversation && writing.thread === place.thread;
}

/** Where one writes about a message: in the thread, if it was read there. */
export function placeOf(
  window: { thread: { peek(): { root: number } | undefined } },
  { conversation, anchor }: { conversation: { id: ConversationId }; anchor: Element },
): WritingPlace {
  const thread = anchor.closest("#thread") ? window.thread.peek()?.root : undefined;
  return { conversation: conversation.id, ...(thread !== undefined && { thread }) };
}

/** An own message, in the version that an edit is made on. */
export interface EditedMessage {
  key: string;
  seq: number;
  /** When it was written, milliseconds UTC. */
  at: number;
  text: string;
  version: number;
  /** It has files: they stand without words. */
  files?: boolean;
}

/** The edit under way in a composer; its text stands in the field in place of the draft. */
export interface Editing {
  message: EditedMessage;
  text: string;
  /** Whether a draft waits meanwhile. */
  hasDraft: boolean;
  /** Another edit came between (M2): what the message says now. */
  overtaken: Version | undefined;
  write(text: string): void;
  /** Saves it. Once one has seen what overtook it, over that. */
  save(): void;
  /** Leaves the message as it is, and brings the draft back. */
  leave(): void;
}
