import type { ConversationSummary } from "../../protocol/events.ts";
import type { Translator } from "../../i18n/translator.ts";
import { roomTitle } from "../../protocol/room_title.ts";
import { type Attention, titleWith } from "./calls.ts";
import { groupName, personLabel } from "../people_names.ts";

export { roomTitle };

/** What a conversation is called: a room by its title, others by who is in them. */
export function conversationName(words: Translator, conversation: ConversationSummary): string {
  if (conversation.with) return personLabel(words, conversation.with);
  return conversation.people ? groupName(words, conversation) : roomTitle(conversation);
}

/** Title of a conversation: “# general”, or the names of the others. */
export function conversationTitle(words: Translator, conversation: ConversationSummary): string {
  const name = conversationName(words, conversation);
  return conversation.kind === "room" ? `# ${name}` : name;
}

/** A conversation inside a sentence: “#general”, or the names of the others. */
export function conversationMention(words: Translator, conversation: ConversationSummary): string {
  const name = conversationName(words, conversation);
  return conversation.kind === "room" ? `#${name}` : name;
}

/** That somebody is no longer in a conversation, or it in their list. */
export function removalText(words: Translator, conversation: ConversationSummary): string {
  const place = conversationMention(words, conversation);
  return words.t(conversation.with ? "place.gone-direct" : "place.gone", { place });
}

/** The window's title: what is unread, conversation, community. */
export function pageTitle(
  words: Translator,
  community: string,
  place: string | undefined,
  attention: Attention,
): string {
  const page = place ?? words.t("nav.conversations");
  const title = words.t("title.page", { page, community });
  return titleWith(words, title, attention);
}
