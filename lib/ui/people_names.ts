import type { Translator } from "../i18n/translator.ts";
import type { ConversationSummary, Person } from "../protocol/events.ts";
import { nameKey } from "../protocol/names.ts";
import { personTag } from "../protocol/people.ts";

/** What a person is called: with the tag once they are gone, for somebody else may have the name. */
export function personLabel(
  words: Translator,
  { id, name, gone }: Pick<Person, "id" | "name" | "gone">,
): string {
  const first = name || words.t("message.left");
  return gone ? words.t("sentence.list", { first, second: personTag(id) }) : first;
}

/** What a group is called: its name, or all others in it. */
export function groupName(
  words: Translator,
  { title, people = [] }: Pick<ConversationSummary, "title" | "people">,
): string {
  if (title !== undefined) return title;
  return people.map((one) => personLabel(words, one)).join(", ") || words.t("group.alone");
}

/**
 * Whether the conversation is with another person than an earlier one of the same name, who is gone:
 * its reader might take the one for the other.
 */
export function hasGoneNamesake(
  conversation: ConversationSummary,
  conversations: readonly ConversationSummary[],
): boolean {
  const other = conversation.with;
  if (!other || other.gone) return false;
  const key = nameKey(other.name);
  return conversations.some((one) => one.with?.gone === true && nameKey(one.with.name) === key);
}
