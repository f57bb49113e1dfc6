import type { ConversationSummary } from "../../protocol/events.ts";
import type { Translator } from "../../i18n/translator.ts";
import { callsAt, usualLevel } from "../../protocol/notifications/levels.ts";

/** Whether nothing of a conversation notifies the reader. */
export function isSilent({ level, pausedUntil }: ConversationSummary): boolean {
  return pausedUntil !== undefined || level === "nothing";
}

/** What calls the reader, as they chose: unread direct messages, and mentions in rooms. */
export function callsIn(one: ConversationSummary): number {
  return isSilent(one) ? 0 : callsAt(one.level ?? usualLevel(one.kind), one);
}

/**
 * The one number of a person's attention: in the title, on the icon of the tab and of the installed
 * app, and, by conversation, in the list. What is unread besides is a sign without a number.
 */
export interface Attention {
  calls: number;
  unread: boolean;
}

/** What the conversations ask of the reader. */
export function attentionTo(conversations: readonly ConversationSummary[]): Attention {
  return {
    calls: alertCount(conversations),
    unread: conversations.some((one) => one.unread > 0 && !isSilent(one)),
  };
}

/** How many messages call the reader. */
export function alertCount(conversations: readonly ConversationSummary[]): number {
  return conversations.reduce((sum, one) => sum + callsIn(one), 0);
}

/** A window's title with what is unread: “(2) # garden”, “• # garden”. */
export function titleWith(words: Translator, title: string, { calls, unread }: Attention): string {
  if (calls > 0) return words.t("title.calls", { count: calls, title });
  return unread ? words.t("title.unread", { title }) : title;
}
