// Rooms of an export: each is begun, written, and seen once all of it is.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import { followIndexLater } from "../../search/indexing.ts";
import type { IndexWriter } from "../../search/index_writer.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import { addMember, saveConversation } from "../../store/conversations/conversations.ts";
import { setFirstMark } from "../../store/conversations/read_marks.ts";
import type { IdsHere } from "./entries.ts";
import { EntryWriter } from "./entry_writer.ts";
import type { Losses } from "./losses.ts";
import { MessageWriter, type TakeFile } from "./message_writer.ts";
import type { ImportedPeople } from "./people.ts";
import type { Places } from "./places.ts";
import { RoomLog } from "./room_log.ts";
import type { ImportCounts, ImportedRoom } from "./rows.ts";
import type { Sink } from "./sink.ts";
import type { SourceRoom } from "./source.ts";

/** After this long a server looks whether the index of a room was left half done, in milliseconds. */
const LEFT_MS = 300_000;

/** A room that is being written. */
export interface OpenRoom {
  room: SourceRoom;
  row: ImportedRoom;
  conversation: Conversation;
  log: RoomLog;
  messages: MessageWriter;
  entries: EntryWriter;
  members: UserId[];
}

/** A room as reports have it. `key`: in the export. */
export interface ReportedRoom {
  key: string;
  name: string;
  title: string;
  kind: SourceRoom["kind"];
  messages: number;
  private: SourceRoom["private"];
}

/** What the rooms of one import are written with. */
export interface RoomsParts {
  /** Of the import. */
  id: string;
  /** `applies`: whether anything is written. */
  store: {
    kv: Kv;
    sink: Sink;
    index: IndexWriter;
    clock: Clock;
    applies: boolean;
    signal?: AbortSignal;
  };
  noted: { losses: Losses; counts: ImportCounts };
  people: ImportedPeople;
  places: Places;
  ids: IdsHere;
  takeFile: TakeFile;
}

/** Rooms of one import. */
export class ImportedRooms {
  readonly #open = new Map<string, OpenRoom>();
  readonly #conversations = new Map<string, ConversationId>();
  readonly report: ReportedRoom[] = [];

  constructor(private readonly parts: RoomsParts) {}

  /** The conversation here of a room that was begun. */
  here(key: string): ConversationId | undefined {
    return this.#conversations.get(key);
  }

  /** A room that was begun and has not ended. Throws `TypeError` where it is none. */
  get(key: string): OpenRoom {
    const room = this.#open.get(key);
    if (!room) throw new TypeError(`${key} was not begun`);
    return room;
  }

  /** Begins a room; false where a run before wrote it whole. */
  async begin(room: SourceRoom): Promise<boolean> {
    const { id, people, places, takeFile, ids } = this.parts;
    const { store: { kv, applies, sink }, noted: { counts, losses } } = this.parts;
    const key = keys.importRoom(id, room.key);
    const begun = (await kv.get<ImportedRoom>(key)).value;
    if (begun?.state === "done" && applies) {
      this.#conversations.set(room.key, begun.conversation);
      this.#count(room, begun.name, begun.messages);
      counts.messages += begun.messages;
      counts.files += begun.files.length;
      return false;
    }
    const members: UserId[] = [];
    for (const member of room.members) {
      if (!people.isLeftOut(member)) members.push(await people.idOf(member, room.name));
    }
    const conversation = await places.conversationFor(room, begun, members);
    if (room.private === "unsaid") losses.note("who-could-read", room.name);
    const row: ImportedRoom = {
      conversation: conversation.id,
      state: "begun",
      head: 0,
      messages: 0,
      files: [],
      ...(conversation.name !== undefined && { name: conversation.name }),
      ...(conversation.kind === "room" && { private: conversation.private === true }),
    };
    if (applies) await kv.commit([], [{ type: "set", key, value: row }]);
    this.#conversations.set(room.key, conversation.id);
    const log = new RoomLog(conversation.id, sink);
    const common = { log, sink, losses, id: `${id} ${room.key}`, name: room.name };
    this.#open.set(room.key, {
      room,
      row,
      conversation,
      log,
      members,
      messages: new MessageWriter({ ...common, people, takeFile }),
      entries: new EntryWriter({ ...common, ids }),
    });
    return true;
  }

  /** Ends a room that is open: it is seen from then on. */
  async end(key: string): Promise<void> {
    const open = this.#open.get(key);
    if (!open) return;
    const { id, people, noted: { counts }, store } = this.parts;
    const { kv, applies, clock, index, signal } = store;
    const { room, row, conversation, log, messages, entries } = open;
    this.#open.delete(key);
    const written = messages.messages + entries.messages;
    this.#count(room, conversation.name, written);
    const since = Math.min(counts.since ?? Infinity, messages.since ?? Infinity);
    const first = Math.min(since, entries.since ?? Infinity);
    counts.since = Number.isFinite(first) ? first : undefined;
    if (!applies) return;
    await entries.end(kv);
    await log.end(kv, (user) => people.isHere(user));
    const last: Mutation[] = await this.#addMembers(open);
    const done: ImportedRoom = {
      ...row,
      state: "done",
      head: log.head.seq,
      messages: written,
      named: true,
      files: messages.files,
    };
    const unmade = [keys.conversation(conversation.id), keys.head(conversation.id)]
      .map((key) => ({ key, versionstamp: null }));
    const { ok } = await kv.commit(unmade, [
      { type: "delete", key: keys.importPlace(conversation.id) },
      ...(log.head.seq > 0
        ? [{ type: "set" as const, key: keys.head(log.conversation), value: log.head }]
        : []),
      ...saveConversation(conversation),
      ...last,
      ...followIndexLater(conversation.id, clock.now() + LEFT_MS),
      { type: "set", key: keys.importRoom(id, key), value: done },
    ]);
    if (!ok) throw new Error(`Somebody else made ${room.name} meanwhile`);
    // Here, where it keeps the import's pace: people who chat would wait for its reads of all these messages.
    await index.follow(conversation.id, signal);
  }

  /** Ends what the export did not. */
  async endAll(): Promise<void> {
    for (const key of [...this.#open.keys()]) await this.end(key);
  }

  #count(room: SourceRoom, here: string | undefined, messages: number): void {
    const { key, name, kind, row } = room;
    this.parts.noted.counts.rooms++;
    this.report.push({
      key,
      kind,
      messages,
      name: here ?? name,
      title: row?.title ?? name,
      private: room.private,
    });
  }

  /** Who is in it; of a room, who has an account: the others are remembered for who becomes them. */
  async #addMembers(
    { room, conversation, members, log }: OpenRoom,
  ): Promise<Mutation[]> {
    const { id, people, ids, store: { sink, kv } } = this.parts;
    // Where the export does not say who was in a room, whoever wrote there was.
    if (members.length === 0 && conversation.kind === "room" && !room.row) {
      members.push(...log.authors);
    }
    const joined = new Map<UserId, number>();
    for (const [key, at] of room.joined ?? []) joined.set(ids.person(key), at);
    const isDirect = conversation.kind === "direct";
    const inside = new Set(members);
    for (const user of inside) {
      if (!isDirect && !people.isHere(user)) {
        const key = keys.importMember(id, user, conversation.id);
        await sink.add({ type: "set", key, value: true });
        continue;
      }
      await sink.add(
        ...addMember(conversation.id, user, joined.get(user) ?? conversation.createdAt),
        setFirstMark(user, conversation.id, log.head.seq),
      );
    }
    for (const user of isDirect ? log.named.union(inside) : log.named) {
      if (people.isHere(user)) continue;
      const key = keys.importNamed(id, user, conversation.id);
      await sink.add({ type: "set", key, value: true });
    }
    // What they wrote where they are no member is theirs to take along or delete.
    for (const user of log.authors) {
      if (!people.isHere(user) || inside.has(user)) continue;
      await sink.add({ type: "set", key: keys.left(user, conversation.id), value: true });
    }
    await sink.flush();
    const isGroup = isDirect && conversation.id.startsWith("group:") && inside.size > 2;
    if (!isGroup) return [];
    const key = keys.groupsOf([...inside].sort());
    const before = (await kv.get<string[]>(key)).value ?? [];
    return [{ type: "set", key, value: [...new Set([...before, conversation.id])] }];
  }
}
