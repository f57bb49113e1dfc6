// Takes an import back: its rooms, its files, its emoji and its placeholders, as if it had never come.
import type { PieceStores } from "../../files/stored_bytes.ts";
import { commitChecked } from "../../kv/checked_write.ts";
import { keys } from "../../kv/keys.ts";
import type { Key, Kv, Mutation } from "../../kv/kv.ts";
import { listAll, rowsBelow } from "../../kv/list_pages.ts";
import type { LogEntry } from "../../log/log.ts";
import type { ConversationId } from "../../protocol/events.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import { unlisting } from "../../store/conversations/room_index.ts";
import { createFileQuotas } from "../../store/files/file_quotas.ts";
import type { FileRow } from "../../store/files/file_rows.ts";
import { personTag } from "../../protocol/people.ts";
import { takeEmojiBack } from "./imported_emoji.ts";
import type { ImportedPerson, ImportedRoom, ImportRow } from "./rows.ts";

/** Rows that one commit deletes. */
const ROWS_AT_ONCE = 200;
/** Entries beyond the import that are looked at. */
const LOOKED_AT = 200;
/** What may stand beyond the end of an import: that people came to look. */
const HARMLESS = new Set<LogEntry["event"]["kind"]>(["join", "leave"]);

/**
 * How an undoing ended. `written`: rooms in which somebody wrote since, so that all stays; `partly`: those
 * in which somebody wrote while the others went.
 */
export type UndoOutcome =
  | { is: "undone" }
  | { is: "unknown" }
  | { is: "written" | "partly"; rooms: string[] };

/**
 * Takes an import back, unless somebody wrote in one of its rooms. What was begun and not ended is taken
 * back too. Run again after it was ended, it goes on. A room in which somebody writes in the same moment
 * stays, and the row says so. Throws `Unavailable`.
 */
export async function undoImport(
  kv: Kv,
  id: string,
  { stores, fraction }: { stores: PieceStores; fraction: () => number },
): Promise<UndoOutcome> {
  const key = keys.import(id);
  const { value: row, versionstamp } = await kv.get<ImportRow>(key);
  if (!row) return { is: "unknown" };
  const rooms = await roomsOf(kv, id);
  if (row.state !== "undoing") {
    const written = await writtenSince(kv, id);
    if (written.length > 0) return { is: "written", rooms: written };
    await kv.commit([{ key, versionstamp }], [
      { type: "set", key, value: { ...row, state: "undoing" } satisfies ImportRow },
    ]);
  }
  const kept: ImportedRoom[] = [];
  for (const room of rooms) {
    if (!await removeRoom(kv, id, room, { stores, fraction })) kept.push(room);
    else await forgetPlace(kv, id, room);
  }
  if (kept.length > 0) {
    const stays = kept.map((room) => room.name ?? room.conversation);
    const { counts: { since, people } } = row;
    const messages = kept.reduce((sum, room) => sum + room.messages, 0);
    const files = kept.reduce((sum, room) => sum + room.files.length, 0);
    const counts = { people, rooms: kept.length, messages, files, ...(since && { since }) };
    const left: ImportRow = { ...row, state: "done", stays, counts };
    await kv.commit([], [{ type: "set", key, value: left }]);
    return { is: "partly", rooms: stays };
  }
  await takeEmojiBack(kv, id, `${id} undone ${fraction()}`);
  const people = await listAll<ImportedPerson>(kv, keys.importPeople(id));
  await forgetAll(
    kv,
    people.flatMap(({ value: { placeholder, user, was } }) => {
      const made = placeholder ? user : was; // one that turned out to be somebody leads to them
      return made === undefined ? [] : [keys.user(made), tagOf(made)];
    }),
  );
  for (
    const prefix of [
      keys.importPeople(id),
      keys.importRooms(id),
      keys.importMembers(id),
      keys.allImportNamed(id),
      keys.importMerges(id),
    ]
  ) {
    await forgetBelow(kv, prefix);
  }
  const places = await listAll<string>(kv, keys.importPlaces());
  await forgetAll(kv, places.flatMap(({ key, value }) => value === id ? [key] : []));
  await kv.commit([], [{ type: "delete", key }]);
  return { is: "undone" };
}

/**
 * Removes what an import that failed left half written: a conversation of two that it reserved is theirs
 * to begin again. Run again, the import begins these rooms anew. Throws `Unavailable`.
 */
export async function removeHalf(
  kv: Kv,
  id: string,
  parts: { stores: PieceStores; fraction: () => number },
): Promise<void> {
  for (const room of await roomsOf(kv, id)) {
    if (room.state !== "begun" || !await removeRoom(kv, id, room, parts)) continue;
    await forgetPlace(kv, id, room);
  }
}

/** Forgets a room that was removed, with its place: unless another import has that by now. */
async function forgetPlace(
  kv: Kv,
  id: string,
  { key, conversation }: { key: string; conversation: ConversationId },
): Promise<void> {
  const place = await kv.get<string>(keys.importPlace(conversation));
  await forget(kv, [keys.importRoom(id, key), ...(place.value === id ? [place.key] : [])]);
}

/** The rooms of an import in which somebody wrote since. Throws `Unavailable`. */
export async function writtenSince(kv: Pick<Kv, "list">, id: string): Promise<string[]> {
  const written: string[] = [];
  for (const room of await roomsOf(kv, id)) {
    if (await isWritten(kv, room)) written.push(room.name ?? room.conversation);
  }
  return written;
}

async function roomsOf(
  kv: Pick<Kv, "list">,
  id: string,
): Promise<Array<ImportedRoom & { key: string }>> {
  const rows = await listAll<ImportedRoom>(kv, keys.importRooms(id));
  return rows.map(({ key, value }) => ({ ...value, key: String(key[2]) }));
}

function tagOf(user: string): Key {
  return keys.userByTag(personTag(user), user);
}

/** Whether somebody wrote in a room, or changed what was said there, since it was brought in. */
async function isWritten(
  kv: Pick<Kv, "list">,
  { conversation, state, head }: ImportedRoom,
): Promise<boolean> {
  if (state === "begun") return false;
  const start = keys.entry(conversation, head + 1);
  const end = keys.entry(conversation, Number.MAX_SAFE_INTEGER);
  const rows = await kv.list<LogEntry>({ start, end }, { limit: LOOKED_AT });
  return rows.length === LOOKED_AT || rows.some(({ value }) => !HARMLESS.has(value.event.kind));
}

/** Removes a room of the import `id`; false, and nothing is removed, where others wrote in it. */
async function removeRoom(
  kv: Kv,
  id: string,
  room: ImportedRoom,
  { stores, fraction }: { stores: PieceStores; fraction: () => number },
): Promise<boolean> {
  const { conversation, files } = room;
  const removal = await hideRoom(kv, id, room);
  if (removal === "written") return false;
  if (removal === "others") return true;
  const members: string[] = [];
  for (const { key } of await listAll(kv, keys.members(conversation))) {
    members.push(String(key[2]));
  }
  await forgetAll(
    kv,
    members.flatMap((user) => [
      keys.member(conversation, user),
      keys.memberOf(user, conversation),
      keys.read(user, conversation),
      keys.left(user, conversation),
    ]),
  );
  await forgetAll(kv, ownRows(kv, conversation));
  for (const id of files) await removeFile(kv, id, stores, fraction());
  for (const prefix of tablesOf(conversation)) await forgetBelow(kv, prefix);
  await forget(
    kv,
    [keys.head(conversation), keys.pins(conversation)],
    keys.searchIndex(conversation),
  );
  return true;
}

/**
 * First a room is seen by nobody: whoever looks meanwhile finds none, and nobody makes it anew until all
 * of it is gone. `others`: one that was begun, under an id that somebody else has by now.
 */
async function hideRoom(
  kv: Kv,
  id: string,
  room: ImportedRoom,
): Promise<"hidden" | "written" | "others"> {
  const { conversation, state } = room;
  return await commitChecked<"hidden" | "written" | "others">(kv, async () => {
    const [own, head, place] = await kv.getMany<unknown>([
      keys.conversation(conversation),
      keys.head(conversation),
      keys.importPlace(conversation),
    ]);
    const row = own!.value as Conversation | null;
    const isTaken = row !== null || ![null, id].includes(place!.value as string | null);
    if (state === "begun" && isTaken) return { is: "done", result: "others" };
    if (row !== null && await isWritten(kv, room)) return { is: "done", result: "written" };
    return {
      is: "commit",
      result: "hidden",
      checks: [own!, head!, place!].map(({ key, versionstamp }) => ({ key, versionstamp })),
      mutations: [
        { type: "set", key: place!.key, value: id },
        { type: "delete", key: own!.key },
        ...(row?.name === undefined ? [] : unlisting(row.name)),
        ...(row?.kind === "direct" && row.people
          ? await unindexed(kv, row.people, conversation)
          : []),
      ],
    };
  });
}

/** What people have of the messages of a conversation in rows of their own. */
async function* ownRows(kv: Kv, conversation: ConversationId): AsyncGenerator<Key> {
  const authors = new Set<string>();
  for await (const { value } of entriesOf(kv, conversation)) {
    const { seq, by } = value.event;
    for (const user of reactorsIn(value)) yield keys.own(user, conversation, seq);
    authors.add(by);
  }
  for (const user of authors) yield keys.left(user, conversation);
  for await (const { key } of rowsBelow(kv, keys.threadReadersIn(conversation))) {
    const [root, user] = [Number(key[2]), String(key[3])];
    yield keys.threadOf(user, conversation, root);
    yield keys.unreadThread(user, conversation, root);
  }
  // Of those whom the messages do not name, rows of their own tell.
  const [reactors, voters] = [keys.reactorsIn(conversation), keys.votersIn(conversation)];
  for (const [prefix, at] of [[reactors, 4], [voters, 3]] as const) {
    for await (const { key } of rowsBelow(kv, prefix)) {
      yield keys.own(String(key[at]), conversation, Number(key[2]));
    }
  }
}

/** Tables that have rows below a conversation's id. */
function tablesOf(conversation: ConversationId): Key[] {
  return [
    keys.entries(conversation),
    keys.goneMessages(conversation),
    keys.versionsIn(conversation),
    keys.reactorsIn(conversation),
    keys.threadsIn(conversation),
    keys.filesIn(conversation),
    keys.allSearchTerms(conversation),
    keys.allSearchDirectories(conversation),
    keys.threadReadersIn(conversation),
    keys.votersIn(conversation),
    keys.originsIn(conversation),
    keys.referredIn(conversation),
    keys.forwardsIn(conversation),
  ];
}

/** People who have something of a message in rows of their own. */
function reactorsIn({ event }: LogEntry): Set<string> {
  if (event.kind !== "message") return new Set();
  const { reactions = {}, poll } = event;
  return new Set([
    ...Object.values(reactions).flatMap(({ by }) => by),
    ...(poll?.options ?? []).flatMap(({ by = [] }) => by),
  ]);
}

async function* entriesOf(kv: Kv, conversation: ConversationId) {
  for (let from = 1;;) {
    const range = {
      start: keys.entry(conversation, from),
      end: keys.entry(conversation, Number.MAX_SAFE_INTEGER),
    };
    const page = await kv.list<LogEntry>(range, { limit: ROWS_AT_ONCE });
    yield* page;
    if (page.length < ROWS_AT_ONCE) return;
    from = Number(page.at(-1)!.key[2]) + 1;
  }
}

async function unindexed(
  kv: Kv,
  people: readonly string[],
  id: ConversationId,
): Promise<Mutation[]> {
  const key = keys.groupsOf([...people].sort());
  const { value } = await kv.get<ConversationId[]>(key);
  const others = (value ?? []).filter((one) => one !== id);
  if (!value) return [];
  return [others.length > 0 ? { type: "set", key, value: others } : { type: "delete", key }];
}

async function removeFile(kv: Kv, id: string, stores: PieceStores, slice: number): Promise<void> {
  const { value: row } = await kv.get<FileRow>(keys.file(id));
  if (!row) return;
  const pieces = Math.ceil(Math.max(row.charged, row.size) / row.pieceBytes) + 1;
  await stores(row.store).remove(row.blob, pieces);
  const { mutations } = await createFileQuotas(kv).release(row.charged, slice);
  await kv.commit([], [
    ...mutations,
    ...[keys.file(id), keys.fileLink(id)].map((key): Mutation => ({ type: "delete", key })),
  ]);
}

async function forget(kv: Kv, some: readonly Key[], ...more: Key[]): Promise<void> {
  await kv.commit([], [...some, ...more].map((key): Mutation => ({ type: "delete", key })));
}

async function forgetAll(kv: Kv, all: Iterable<Key> | AsyncIterable<Key>): Promise<void> {
  let some: Key[] = [];
  for await (const key of all) {
    some.push(key);
    if (some.length < ROWS_AT_ONCE) continue;
    await forget(kv, some);
    some = [];
  }
  if (some.length > 0) await forget(kv, some);
}

async function forgetBelow(kv: Kv, prefix: Key): Promise<void> {
  for (;;) {
    const rows = await kv.list({ prefix }, { limit: ROWS_AT_ONCE });
    if (rows.length === 0) return;
    await forget(kv, rows.map(({ key }) => key));
  }
}
