// The rooms by name: all of them, and those that are not private. Both change in the commit of the row.
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { keys } from "../../kv/keys.ts";
import type { CommitParts } from "../../kv/checked_write.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { Conversation } from "./conversation.ts";
import { keyAfter } from "../../kv/list_pages.ts";
import { matchesRoom } from "../../protocol/room_title.ts";

/** Rooms that one person may have made and that are open: each makes everybody's list longer. */
export const MAX_ROOMS_MADE = 100;
/** Index rows that one read takes, and all that one page looks through for a query. */
const ROWS_AT_ONCE = 500;
const MAX_SCANNED = 2_000;

/** What the index of public rooms holds: what a room is found by, and which it is. */
interface PublicRoom {
  id: ConversationId;
  title?: string;
  closed?: true;
}

/** Open public rooms, which anyone may find; closed ones too; or all, with their names. */
export type RoomSelection = "listed" | "public" | "all";

/** Which rooms: those behind the name `after` with `query` in their name or title. */
export interface RoomPageRequest {
  query?: string;
  after?: string;
  limit: number;
}

/** Rooms in the order of their names. `next` is the `after` of the next page, where there may be one. */
export interface RoomPage {
  rooms: Conversation[];
  next?: string;
}

/** Whether anyone may find a room. */
export function isListed(room: Conversation): room is Conversation & { name: string } {
  return room.kind === "room" && !room.private && !room.closed && room.name !== undefined;
}

/** The writes that keep the index of public rooms as a room's row says; none for other kinds. */
export function listing({ id, name, title, closed, private: hidden }: Conversation): Mutation[] {
  if (name === undefined) return [];
  const key = keys.publicRoom(name);
  if (hidden) return [{ type: "delete", key }];
  const value: PublicRoom = {
    id,
    ...(title !== undefined && { title }),
    ...(closed && { closed: true }),
  };
  return [{ type: "set", key, value }];
}

/** The writes that take a room out of all indexes by the name that it had. */
export function unlisting(name: string): Mutation[] {
  return [keys.roomByName(name), keys.publicRoom(name)].map((key) => ({ type: "delete", key }));
}

/** One page of an index. The cursors of `listed` and `public` name no private room. */
export async function readRoomIndex(
  kv: Kv,
  which: RoomSelection,
  { query = "", after, limit }: RoomPageRequest,
): Promise<{ ids: ConversationId[]; next?: string }> {
  const [prefix, keyOf] = which === "all"
    ? [keys.rooms(), keys.roomByName]
    : [keys.publicRooms(), keys.publicRoom];
  const ids: ConversationId[] = [];
  const rowsAtOnce = query ? ROWS_AT_ONCE : limit;
  let last = after;
  for (let scanned = 0; scanned < MAX_SCANNED;) {
    const start = last === undefined ? undefined : keyAfter(keyOf(last));
    const range = { prefix, ...(start && { start }) };
    const rows = await kv.list<ConversationId | PublicRoom>(range, { limit: rowsAtOnce });
    const titles = await titlesOf(kv, query ? rows.map(({ value }) => value) : []);
    for (const { key, value } of rows) {
      last = String(key.at(-1));
      const room = typeof value === "string" ? { id: value, title: titles.get(value) } : value;
      const isWanted = which !== "listed" || !("closed" in room);
      if (isWanted && matchesRoom({ title: room.title, name: last }, query)) ids.push(room.id);
      if (ids.length === limit) return { ids, next: last };
    }
    if (rows.length < rowsAtOnce) return { ids };
    scanned += rows.length;
  }
  return { ids, next: last };
}

/** The titles of the rooms of which the index of all rooms says no more than the id. */
async function titlesOf(
  kv: Pick<Kv, "getMany">,
  rows: readonly (ConversationId | PublicRoom)[],
): Promise<Map<ConversationId, string>> {
  const ids = rows.filter((row) => typeof row === "string");
  const found = await kv.getMany<Conversation>(ids.map(keys.conversation));
  return new Map(found.flatMap(({ value }) => value?.title ? [[value.id, value.title]] : []));
}

/**
 * What counts a room as made by somebody, in the commit that makes or opens it; or no longer, in the
 * one that closes it. `undefined` where they have made too many.
 */
export async function countRoom(
  kv: Pick<Kv, "get">,
  maker: UserId,
  room: ConversationId,
  change: "make" | "open" | "close",
): Promise<CommitParts | undefined> {
  const { key, value, versionstamp } = await kv.get<ConversationId[]>(keys.roomsMadeBy(maker));
  const others = (value ?? []).filter((id) => id !== room);
  if (change === "make" && others.length >= MAX_ROOMS_MADE) return undefined;
  const made = change === "close" ? others : [...others, room];
  return { checks: [{ key, versionstamp }], mutations: [{ type: "set", key, value: made }] };
}
