import type { ConversationSummary } from "../protocol/events.ts";
import type { Translator } from "../i18n/translator.ts";

/** What people call a conversation: “# general”, or the other person's name. */
export function placeName(conversation: ConversationSummary): string {
  return conversation.with?.name ?? `# ${conversation.name ?? conversation.id}`;
}

/** The same inside a sentence: “#general”. */
export function placeMention(conversation: ConversationSummary): string {
  return conversation.with?.name ?? `#${conversation.name ?? conversation.id}`;
}

/** What calls the user: unread direct messages, and mentions in rooms. */
export function callsOf(conversations: readonly ConversationSummary[]): number {
  return conversations.reduce(
    (sum, one) => sum + (one.kind === "direct" ? one.unread : one.mentions),
    0,
  );
}

/** Everything unread, in all conversations. */
export function unreadOf(conversations: readonly ConversationSummary[]): number {
  return conversations.reduce((sum, one) => sum + one.unread, 0);
}

/** The window's title: what is unread, where one is, whose place it is. */
export function pageTitle(
  words: Translator,
  community: string,
  place: string | undefined,
  unread: number,
): string {
  const page = place ?? words.t("nav.conversations");
  const title = words.t("title.page", { page, community });
  return unread > 0 ? words.t("title.unread", { count: unread, title }) : title;
}
