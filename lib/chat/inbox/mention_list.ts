import { ChatError } from "../../protocol/errors.ts";
import type { LogEvent, MessageEvent } from "../../protocol/events.ts";
import type { InboxMention } from "../../protocol/requests/inbox.ts";
import type { MentionPlace, Mentions } from "../../store/messages/mentions.ts";
import type { Announcer } from "../chat.ts";
import type { InboxUseCases } from "../contract/inbox.ts";
import type { Access } from "../conversations/access.ts";
import { requireVisible } from "../conversations/visible.ts";
import type { Summaries } from "../conversations/summaries.ts";
import type { Directory } from "../identity/profiles.ts";
import { namedIn } from "../../protocol/named_in.ts";

/** What the messages that call somebody are listed with. */
export interface MentionListParts {
  access: Access;
  mentions: Pick<Mentions, "page" | "setDone">;
  /** The messages at these places, as they are now, in their order. */
  readMessages: ReadMessages;
  summaries: Pick<Summaries, "all">;
  directory: Pick<Directory, "profiles">;
  announcer: Pick<Announcer, "announce">;
}

/** Reads messages of many conversations in one turn; `undefined` for what is no message. */
export type ReadMessages = (
  places: readonly { conversation: string; seq: number }[],
) => Promise<(MessageEvent | undefined)[]>;

/** The message that an event is, if it is one that still has its words. */
export function readableMessage(event: LogEvent | undefined): MessageEvent | undefined {
  return event?.kind === "message" && event.deletedAt === undefined ? event : undefined;
}

/** What calls somebody, wherever they are a member, until they put it away (M7). */
export function createMentionList(
  { access, mentions, readMessages, summaries, directory, announcer }: MentionListParts,
): Pick<InboxUseCases, "mentions" | "done"> {
  return {
    async mentions({ user: { id } }, page) {
      const [{ places, next }, own] = await Promise.all([
        mentions.page(id, page),
        summaries.all(id),
      ]);
      const read = new Map(own.map((one) => [one.id, one.read]));
      const first = new Map(own.map((one) => [one.id, one.from ?? 1]));
      const mine = places.filter(({ conversation, seq }) =>
        seq >= (first.get(conversation) ?? Infinity)
      );
      const messages = await readMessages(mine);
      const listed = mine.flatMap((place, n): InboxMention[] => {
        const event = messages[n];
        return event ? [mentionOf(place, event, read.get(place.conversation) ?? 0)] : [];
      });
      const users = await directory.profiles(namedIn(listed.map(({ event }) => event)));
      return { mentions: listed, users, ...(next !== undefined && { next }) };
    },

    async done(actor, { conversation, target, on }) {
      requireVisible(await access.see(actor, conversation), actor.user.id, target);
      const [message] = await readMessages([{ conversation, seq: target }]);
      const { id: user } = actor.user;
      const place = message && { conversation, seq: target, at: message.at };
      if (!place || !await mentions.setDone(user, place, on)) {
        throw new ChatError("unknown-message");
      }
      announcer.announce([{
        topic: `user:${user}`,
        message: {
          type: "mention-done",
          user,
          conversation,
          target,
          on,
          connection: actor.connection,
        },
      }]);
    },
  };
}

function mentionOf({ conversation, why }: MentionPlace, event: MessageEvent, read: number) {
  return { conversation, event, why, unread: event.seq > read };
}
