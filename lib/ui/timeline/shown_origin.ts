import type { Translator } from "../../i18n/translator.ts";
import type { ConversationSummary, Profiles } from "../../protocol/events.ts";
import type { ForwardOrigin } from "../../protocol/requests/forwards.ts";
import { messagePath, roomPath } from "../paths.ts";
import { personLabel } from "../people_names.ts";
import { conversationMention, roomTitle } from "../room/page_title.ts";

/** Where a forwarded message came from, ready to be drawn: “Mei · #general”, and what leads there. */
export interface ShownOrigin {
  href: string;
  place: string;
}

/** The origin as its reader sees it; `undefined` of a conversation that is not theirs any more. */
export function shownOrigin(
  words: Translator,
  { conversation: id, seq, by, room }: ForwardOrigin,
  { conversations, users }: { conversations: readonly ConversationSummary[]; users: Profiles },
): ShownOrigin | undefined {
  if (room) {
    return { href: `${roomPath(room.name)}/${seq}`, place: `#${roomTitle({ id, ...room })}` };
  }
  const conversation = conversations.find((one) => one.id === id);
  if (!conversation) return undefined;
  const first = personLabel(words, { id: by, ...users[by] ?? { name: "" } });
  const second = conversationMention(words, conversation);
  const place = first === second ? first : words.t("sentence.list", { first, second });
  return { href: messagePath(conversation, seq), place };
}
