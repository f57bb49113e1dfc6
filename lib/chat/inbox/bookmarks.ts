import { ChatError } from "../../protocol/errors.ts";
import { BOOKMARK_NOTE, codePoints, MAX_BOOKMARKS } from "../../protocol/limits.ts";
import type { Bookmark } from "../../protocol/own_marks.ts";
import type { BookmarkedMessage } from "../../protocol/requests/bookmarks.ts";
import type { LogEntry } from "../../log/log.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { Place } from "../../store/conversations/read_marks.ts";
import type { BookmarkRows } from "../../store/messages/bookmark_rows.ts";
import type { ReadEntries } from "../../store/messages/entries.ts";
import { normalizeNewlines } from "../../text/message_text.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Actor, Announcer } from "../chat.ts";
import type { BookmarkUseCases } from "../contract/bookmarks.ts";
import type { Access } from "../conversations/access.ts";
import { requireVisible, visiblePlaces } from "../conversations/visible.ts";
import type { Directory } from "../identity/profiles.ts";
import { namedIn } from "../../protocol/named_in.ts";
import type { ReadOut } from "../messages/read_out.ts";
import { readableMessage } from "./mention_list.ts";

/** What bookmarks are kept and read with. */
export interface BookmarkParts {
  access: Access;
  rows: BookmarkRows;
  entries: ReadEntries;
  readOut: Pick<ReadOut, "known">;
  conversations: Pick<Conversations, "getMany" | "membershipsOf">;
  directory: Pick<Directory, "profiles">;
  announcer: Pick<Announcer, "announce">;
}

/** What somebody keeps to find it again (M12). A row holds no words but their own note. */
export function createBookmarks(
  parts: BookmarkParts,
  clock: Pick<Clock, "now">,
): BookmarkUseCases {
  const { access, rows, entries, readOut, conversations, directory, announcer } = parts;
  const messageOf = (entry: LogEntry | undefined) =>
    entry && readableMessage(readOut.known([entry])[0]);

  function tell({ user }: Actor, { conversation, seq }: Place, bookmark?: Bookmark): void {
    announcer.announce([{
      topic: `user:${user.id}`,
      message: { type: "bookmark", user: user.id, conversation, target: seq, bookmark },
    }]);
  }

  return {
    async bookmark(actor, { conversation, target, on, note }) {
      const { id: user } = actor.user;
      requireVisible(await access.see(actor, conversation), user, target);
      const place = { conversation, seq: target };
      if (!on) {
        await rows.remove(user, place);
        return tell(actor, place);
      }
      const asked = { at: clock.now(), note: note && readNote(note) };
      const set = await rows.set(user, place, asked, {
        isThere: (entry) => messageOf(entry) !== undefined,
        limit: MAX_BOOKMARKS,
      });
      if (set.is === "gone") throw new ChatError("unknown-message");
      if (set.is === "full") throw new ChatError("too-many-bookmarks", { limit: MAX_BOOKMARKS });
      tell(actor, place, set.bookmark);
    },

    async bookmarks({ user: { id } }, { after, limit }) {
      const places = await rows.places(id);
      const readable = await visiblePlaces(conversations, id, places, ({ seq }) => seq);
      const begin = after === undefined ? 0 : Math.max(0, readable.length - readLeft(after));
      const page = readable.slice(begin, begin + limit);
      const [marks, found] = await Promise.all([rows.at(id, page), entries(page)]);
      const messages = new Map(page.map((place, n) => [nameOf(place), messageOf(found[n])]));
      const bookmarks = marks.flatMap((one): BookmarkedMessage[] => {
        const { conversation, at, note } = one;
        const event = messages.get(nameOf(one));
        return event ? [{ conversation, event, at, ...(note !== undefined && { note }) }] : [];
      });
      const users = await directory.profiles(namedIn(bookmarks.map(({ event }) => event)));
      const left = readable.length - begin - page.length;
      return { bookmarks, users, ...(left > 0 && { next: String(left) }) };
    },
  };
}

/** Throws `text-too-long`. */
function readNote(typed: string): string {
  const note = normalizeNewlines(typed).replace(/\s+/g, " ").trim();
  if (codePoints(note) > BOOKMARK_NOTE) {
    throw new ChatError("text-too-long", { limit: BOOKMARK_NOTE });
  }
  return note;
}

/** A cursor: how many were left. What is bookmarked or taken off meanwhile stands before them. */
function readLeft(cursor: string): number {
  return /^\d{1,6}$/.test(cursor) ? Number(cursor) : 0;
}

function nameOf({ conversation, seq }: Place): string {
  return `${seq} ${conversation}`;
}
