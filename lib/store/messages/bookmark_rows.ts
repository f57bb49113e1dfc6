// What people bookmarked. That a message is bookmarked, and the note, stand in the person's own row of it
// (own_rows.ts); here is what lists them, and what finds them from the message when that goes.
import { type Attempt, commitChecked } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Check, Entry, Key, Kv, Mutation } from "../../kv/kv.ts";
import type { LogEntry } from "../../log/log.ts";
import type { UserId } from "../../protocol/events.ts";
import type { Bookmark, OwnMark } from "../../protocol/own_marks.ts";
import type { Place } from "../conversations/read_marks.ts";
import { ownMutation } from "./own_rows.ts";
import { markReferred } from "./references.ts";

/** `BookmarksRow`: one row a person, so that their limit holds; the last one last. */
interface BookmarksRow {
  places: Place[];
}

/** A bookmark and where its message stands. */
export interface BookmarkPlace extends Place, Bookmark {}

/** How setting a bookmark ended. */
export type Bookmarked = { is: "done"; bookmark: Bookmark } | { is: "gone" } | { is: "full" };

/** The bookmarks of people. Each rejects with `Unavailable`. */
export interface BookmarkRows {
  /** Where somebody's stand, the last one first. */
  places(user: UserId): Promise<Place[]>;
  /** These of them, with their notes; without those that are none any more. */
  at(user: UserId, places: readonly Place[]): Promise<BookmarkPlace[]>;
  /**
   * Sets a bookmark; a `note` replaces the one that there is, “” takes it away. `isThere`: whether the
   * entry is a message that can be read. At most `limit` a person.
   */
  set(
    user: UserId,
    place: Place,
    asked: { at: number; note?: string },
    rules: { isThere(entry: LogEntry): boolean; limit: number },
  ): Promise<Bookmarked>;
  /** Takes it off; harmless where there is none. */
  remove(user: UserId, place: Place): Promise<void>;
  /** Who bookmarked a message, at most `limit` people. */
  ofMessage(place: Place, limit: number): Promise<UserId[]>;
  /** Takes all of somebody's off. */
  removeAll(user: UserId): Promise<void>;
}

/** Own rows that are changed in one commit: a store may take ten checks. */
const ROWS_TOGETHER = 8;

/** Bookmarks over a store. */
export function createBookmarkRows(kv: Kv): BookmarkRows {
  return {
    async places(user) {
      const { value } = await kv.get<BookmarksRow>(keys.bookmarks(user));
      return (value?.places ?? []).toReversed();
    },

    async at(user, places) {
      const rows = await kv.getMany<OwnMark>(
        places.map(({ conversation, seq }) => keys.own(user, conversation, seq)),
      );
      return places.flatMap((place, n): BookmarkPlace[] => {
        const bookmark = rows[n]?.value?.bookmark;
        return bookmark ? [{ ...place, ...bookmark }] : [];
      });
    },

    set: (user, place, asked, rules) =>
      commitChecked(kv, async () => settingOf(await readFor(kv, user, place), asked, rules)),

    remove: (user, place) =>
      commitChecked(kv, async () => removalOf(await readFor(kv, user, place))),

    async ofMessage({ conversation, seq }, limit) {
      const rows = await kv.list({ prefix: keys.bookmarkersOf(conversation, seq) }, { limit });
      return rows.map(({ key }) => String(key.at(-1)));
    },

    async removeAll(user) {
      const { value } = await kv.get<BookmarksRow>(keys.bookmarks(user));
      const places = value?.places ?? [];
      for (let n = 0; n < places.length; n += ROWS_TOGETHER) {
        await removeThese(kv, user, places.slice(n, n + ROWS_TOGETHER));
      }
      await kv.commit([], [{ type: "delete", key: keys.bookmarks(user) }]);
    },
  };
}

/** One person's row of a message, their list, and the entry of the message, as they were read. */
interface Read {
  user: UserId;
  place: Place;
  own: Entry<OwnMark>;
  list: Entry<BookmarksRow>;
  entry: Entry<LogEntry>;
}

async function readFor(kv: Kv, user: UserId, place: Place): Promise<Read> {
  const { conversation, seq } = place;
  const [own, list, entry] = await Promise.all([
    kv.get<OwnMark>(keys.own(user, conversation, seq)),
    kv.get<BookmarksRow>(keys.bookmarks(user)),
    kv.get<LogEntry>(keys.entry(conversation, seq)),
  ]);
  return { user, place, own, list, entry };
}

function settingOf(
  { user, place: { conversation, seq }, own, list, entry }: Read,
  { at, note }: Parameters<BookmarkRows["set"]>[2],
  { isThere, limit }: Parameters<BookmarkRows["set"]>[3],
): Attempt<Bookmarked> {
  const known = own.value?.bookmark;
  const text = note ?? known?.note ?? "";
  const bookmark: Bookmark = { at: known?.at ?? at, ...(text !== "" && { note: text }) };
  const result: Bookmarked = { is: "done", bookmark };
  if (known && known.note === bookmark.note) return { is: "done", result };
  if (!entry.value || !isThere(entry.value)) return { is: "done", result: { is: "gone" } };
  const places = list.value?.places ?? [];
  if (!known && places.length >= limit) return { is: "done", result: { is: "full" } };
  const row: BookmarksRow = { places: [...places, { conversation, seq }] };
  return {
    is: "commit",
    result,
    checks: [own, list, entry].map(checkOf),
    mutations: [
      ownMutation(own.key, { ...own.value, bookmark }),
      ...(known ? [] : [
        put(list.key, row),
        markReferred({ conversation, seq }),
        put(keys.bookmarker(conversation, seq, user), true),
      ]),
    ],
  };
}

function removalOf({ user, place, own, list }: Read): Attempt<void> {
  if (!own.value?.bookmark) return { is: "done", result: undefined };
  const { conversation, seq } = place;
  const places = (list.value?.places ?? []).filter((one) =>
    one.seq !== seq || one.conversation !== conversation
  );
  return {
    is: "commit",
    result: undefined,
    checks: [own, list].map(checkOf),
    mutations: [
      withoutBookmark(own),
      places.length > 0 ? put(list.key, { places }) : { type: "delete", key: list.key },
      { type: "delete", key: keys.bookmarker(conversation, seq, user) },
    ],
  };
}

/** Takes these off, and leaves the list as it is. */
function removeThese(kv: Kv, user: UserId, places: readonly Place[]): Promise<void> {
  return commitChecked<void>(kv, async () => {
    const rows = await kv.getMany<OwnMark>(
      places.map(({ conversation, seq }) => keys.own(user, conversation, seq)),
    );
    return {
      is: "commit",
      result: undefined,
      checks: rows.map(checkOf),
      mutations: [
        ...rows.map(withoutBookmark),
        ...places.map(({ conversation, seq }): Mutation => (
          { type: "delete", key: keys.bookmarker(conversation, seq, user) }
        )),
      ],
    };
  });
}

function withoutBookmark({ key, value }: Entry<OwnMark>): Mutation {
  const { bookmark: _, ...rest } = value ?? {};
  return ownMutation(key, rest);
}

function checkOf({ key, versionstamp }: Entry<unknown>): Check {
  return { key, versionstamp };
}

function put(key: Key, value: unknown): Mutation {
  return { type: "set", key, value };
}
