import type { UserId } from "../../protocol/events.ts";
import { nameKey } from "../../protocol/names.ts";
import type { Conversation, Conversations } from "../../store/conversations/conversations.ts";
import type { Users } from "../../store/people/users.ts";
import { mentionedNames } from "../../text/markup.ts";

/**
 * The members whom a text mentions (lib/text/mentions.ts), each once, in the text's order. Never
 * refuses.
 */
export type FindMentions = (text: string, conversation: Conversation) => Promise<UserId[]>;

/** Whether a text may mention somebody: most need not be parsed. */
export function mayMention(text: string): boolean {
  return text.includes("@");
}

/** Finds mentions over the store. */
export function createFindMentions(
  { users, conversations }: {
    users: Pick<Users, "byName">;
    conversations: Pick<Conversations, "membersAmong">;
  },
): FindMentions {
  return async (text, { id: conversation }) => {
    if (!mayMention(text)) return [];
    const members = new Map<string, UserId | undefined>();
    while (true) {
      const unknown = new Map<string, string>();
      const mentioned = mentionedNames(text, (name) => {
        const key = nameKey(name);
        if (!members.has(key)) unknown.set(key, name);
        return members.get(key) !== undefined;
      });
      if (unknown.size === 0) {
        return [...new Set(mentioned.flatMap((name) => members.get(nameKey(name)) ?? []))];
      }
      // A name that is known now may hide or reveal what follows it: parse again.
      const found = await Promise.all(
        [...unknown].map(async ([key, name]) => [key, (await users.byName(name))?.id] as const),
      );
      const ids = found.flatMap(([, id]) => id === undefined ? [] : [id]);
      const present = await conversations.membersAmong(conversation, [...new Set(ids)]);
      for (const [key, id] of found) members.set(key, id && present.has(id) ? id : undefined);
    }
  };
}
