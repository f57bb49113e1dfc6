import { type CustomEmoji, emojiTag, writtenEmojiName } from "../../protocol/custom_emoji.ts";
import { readEmoji } from "../../protocol/emoji.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { MessageEvent, Person } from "../../protocol/events.ts";
import type { ConversationLog } from "../../log/log.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { foldReaction, MAX_NAMED_REACTORS, type Reactions } from "../../protocol/reactions.ts";
import type { OwnMark } from "../../protocol/own_marks.ts";
import type { OwnRows } from "../../store/messages/own_rows.ts";
import { addReactor, type ReactorRows, removeReactor } from "../../store/messages/reactor_rows.ts";
import type { Chat } from "../chat.ts";
import type { Access } from "../conversations/access.ts";
import { requireVisible } from "../conversations/visible.ts";
import type { Directory } from "../identity/profiles.ts";
import type { Amend } from "./amend.ts";

/** What reactions are made over. */
export interface ReactionParts {
  amend: Amend;
  access: Access;
  log: Pick<ConversationLog, "entries">;
  directory: Pick<Directory, "profiles">;
  ownRows: Pick<OwnRows, "read">;
  reactors: ReactorRows;
  /** The emoji of the community, as far as this instance knows. */
  customEmoji(): CustomEmoji;
}

/**
 * Reacting to messages. Whether somebody reacted so says their own row, whatever the message names: so
 * twice is once (M4), under the row's check, also on two instances at the same time.
 */
export function createReactions(
  { amend, access, log, directory, ownRows, reactors, customEmoji }: ReactionParts,
): Pick<Chat, "react" | "reactors"> {
  return {
    async react(actor, { conversation, target, emoji: asked, on }, acknowledge) {
      const emoji = knownEmoji(asked);
      // One that was removed since can be taken back.
      const isCustom = writtenEmojiName(emoji) !== undefined;
      if (on && isCustom && emojiTag(customEmoji(), emoji) === undefined) throw unknownEmoji();
      const { user: { id: by } } = actor;
      const place = { conversation, target, emoji };
      const read = () => ownRows.read(by, conversation, target);
      let own = await read();
      let isRead = true;
      return await amend(actor, { conversation, target }, {
        draft: { kind: "reaction", target, emoji, on },
        access: "write",
        revise({ message }) {
          if (message.deletedAt !== undefined) return new ChatError("unknown-message");
          const has = own.mark.reactions?.includes(emoji) ?? false;
          return has === on ? "unchanged" : withReaction(message, { emoji, by, on });
        },
        also(message) {
          const named = message.reactions?.[emoji]?.by ?? [];
          if (on) return named.length < MAX_NAMED_REACTORS ? [] : [addReactor(place, by)];
          return named.includes(by) ? [] : [removeReactor(place, by)];
        },
        async confirm() {
          if (!isRead) own = await read();
          isRead = false; // the next try reads it anew
          return { checks: [own.check], also: [own.set(reactionsAfter(own.mark, emoji, on))] };
        },
      }, acknowledge);
    },

    async reactors(actor, { conversation, target, emoji: asked, after, limit }) {
      const emoji = knownEmoji(asked);
      requireVisible(await access.see(actor, conversation), actor.user.id, target);
      const [entry] = await log.entries(conversation, [target]);
      if (entry?.event.kind !== "message") throw new ChatError("unknown-message");
      const { count = 0, by = [] } = entry.event.reactions?.[emoji] ?? {};
      // Those whom the message names come first, all of them; the others in the order of their ids.
      const named = after === undefined ? by : [];
      const room = Math.max(0, limit - named.length);
      const place = { conversation, target, emoji };
      // One more than asked tells whether there are more.
      const others = count > by.length ? await reactors.list(place, after, room + 1) : [];
      const page = others.slice(0, room);
      const shown = [...named, ...page];
      const profiles = await directory.profiles(shown);
      const people = shown.flatMap((id): Person[] => profiles[id] ? [{ id, ...profiles[id] }] : []);
      return { people, ...(others.length > room && { next: page.at(-1) ?? after ?? "" }) };
    },
  };
}

function knownEmoji(text: string): string {
  const emoji = writtenEmojiName(text) === undefined ? readEmoji(text) : text;
  if (emoji === undefined) throw unknownEmoji();
  return emoji;
}

function unknownEmoji(): ChatError {
  return new ChatError("invalid-field", { field: "emoji" });
}

/** A message after a change that is one; or that it has too many kinds. */
export function withReaction(
  { reactions: before = {}, ...message }: MessageEvent,
  change: { emoji: string; by: string; on: boolean },
): MessageEvent | ChatError {
  const reactions: Reactions = foldReaction(before, change);
  const kinds = Object.keys(reactions).length;
  if (kinds > LIMITS.reactions && change.on) {
    return new ChatError("too-many-reactions", { limit: LIMITS.reactions });
  }
  return kinds > 0 ? { ...message, reactions } : message;
}

/** What somebody marked, with or without one of their reactions. */
export function reactionsAfter(mark: OwnMark, emoji: string, on: boolean): OwnMark {
  const { reactions = [], ...rest } = mark;
  const others = reactions.filter((one) => one !== emoji);
  const after = on ? [...others, emoji] : others;
  return after.length > 0 ? { ...rest, reactions: after } : rest;
}
