import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { ActTarget } from "../acts/act.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** Adds the reader's reaction to a message, or takes it back where they reacted so already. */
export function toggleReaction(window: ChatWindow, target: ActTarget, emoji: string): void {
  const { conversation, event, item, me } = target;
  const named = event.reactions?.[emoji]?.by.includes(me.id);
  const own = named || item.mine?.reactions?.includes(emoji) === true;
  react(window, conversation.id, event.seq, emoji, !own);
}

/** Reacts to a message, or takes it back; says so where it is refused. */
export function react(
  window: ChatWindow,
  conversation: ConversationId,
  seq: number,
  emoji: string,
  on: boolean,
): void {
  const me = window.model.me.peek()?.id;
  // Without its code, the row of one's most used stays as it is.
  if (on) import("./quick_reactions.ts").then(({ noteUse }) => noteUse(me, emoji), () => {});
  window.attempt(() => window.model.reactions.react(conversation, seq, emoji, on));
}
