import type { ConversationSummary } from "../../protocol/events.ts";
import type { Translator } from "../../i18n/translator.ts";

/** What calls the reader: unread direct messages, and mentions in rooms. */
export function callsIn({ kind, unread, mentions }: ConversationSummary): number {
  return kind === "direct" ? unread : mentions;
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
    unread: conversations.some(({ unread }) => unread > 0),
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
