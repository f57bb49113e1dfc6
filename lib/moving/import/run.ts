// Brings a community in: rooms of their own beside those that are there, so that nothing that is here
// changes. A room is seen once all of it is written.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { Named } from "../../protocol/administration.ts";
import { type Clock, type Random, sleep } from "../../runtime/clock.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { SharedFile } from "../../protocol/files.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import { addMember, saveConversation } from "../../store/conversations/conversations.ts";
import { setFirstMark } from "../../store/conversations/read_marks.ts";
import { createIndexWriter, type IndexWriter } from "../../search/index_writer.ts";
import { readLogs } from "../../log/create_log.ts";
import { followIndexLater } from "../../search/indexing.ts";
import { fileHere } from "./entries.ts";
import { EntryWriter } from "./entry_writer.ts";
import { TooLarge, type WriteFile } from "./files.ts";
import { derivedId } from "./ids.ts";
import { Losses } from "./losses.ts";
import { MessageWriter, type TakeFile } from "./message_writer.ts";
import { ImportedPeople } from "./people.ts";
import { withPace } from "./pace.ts";
import { Places } from "./places.ts";
import { RoomLog } from "./room_log.ts";
import type { ImportCounts, ImportedRoom, ImportRow } from "./rows.ts";
import { createSink, noSink, type Sink } from "./sink.ts";
import type { ImportSource, SourceItem, SourceRoom } from "./source.ts";

/** What is brought in. */
export interface WantedImport {
  source: ImportSource;
  /** The digest of the export. */
  id: string;
  /** What its file is called. */
  file: string;
  by?: Named;
  /** Accounts by the key of somebody in the export. */
  mapping?: ReadonlyMap<string, UserId>;
  /**
   * Opens rooms to everybody of which the export does not say who could read them. Unless it is said,
   * they are private, of those who wrote there.
   */
  opens?: boolean;
}

/** What an import is made with. */
export interface ImportParts {
  kv: Kv;
  clock: Clock;
  random: Random;
  what: WantedImport;
  /**
   * Absent: it is only looked at, and nothing is written. `rest`: whether others get their turn between
   * commits; they do unless it is said.
   */
  apply?: { writeFile: WriteFile; rest?: boolean };
  /** Told how far it is. */
  progress?: (counts: ImportCounts, room: string) => void;
  signal?: AbortSignal;
}

/** What came, or would come. */
export interface ImportReport {
  counts: ImportCounts;
  losses: Losses["all"];
  people: Array<{ key: string; name: string; user: UserId; placeholder: boolean }>;
  rooms: Array<{ key: string; name: string; title: string; messages: number }>;
  /** It was done by a run before. */
  already: boolean;
}

/** It was stopped: what was begun goes on when it is run again, or is taken back. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** Messages after which others are told how far it is. */
const TOLD_EVERY = 1_000;
/** After this long a server looks whether the index of a room was left half done, in milliseconds. */
const LEFT_MS = 300_000;

/**
 * Brings an export in, or says what would come. Run again after it was ended, it goes on; run again
 * after it was done, it does nothing. Throws `Stopped`, `Unavailable`, `NotAnExport`.
 */
export async function runImport(parts: ImportParts): Promise<ImportReport> {
  const { kv, clock, apply } = parts;
  const paced = apply && apply.rest !== false ? withPace(kv, clock) : kv;
  return await new Import({ ...parts, kv: paced }).run();
}

interface OpenRoom {
  room: SourceRoom;
  row: ImportedRoom;
  conversation: Conversation;
  log: RoomLog;
  messages: MessageWriter;
  entries: EntryWriter;
  members: UserId[];
}

class Import {
  readonly #losses = new Losses();
  readonly #sink: Sink;
  readonly #index: IndexWriter;
  readonly #people: ImportedPeople;
  readonly #places: Places;
  readonly #rooms = new Map<string, OpenRoom>();
  readonly #skipped = new Set<string>();
  readonly #report: ImportReport["rooms"] = [];
  readonly #conversations = new Map<string, ConversationId>();
  readonly #files = new Map<string, SharedFile>();
  #counts: ImportCounts = { people: 0, rooms: 0, messages: 0, files: 0 };
  #untold = 0;

  constructor(private readonly parts: ImportParts) {
    const { kv, clock, random, apply, what } = parts;
    const { id, mapping = new Map(), source, opens = false } = what;
    this.#sink = apply ? createSink(kv, clock) : noSink;
    this.#index = createIndexWriter({ kv, log: readLogs(kv), random });
    const now = clock.now();
    this.#people = new ImportedPeople({
      ...{ id, kv, sink: this.#sink, losses: this.#losses, now, mapping },
      keepsIds: source.kind === "palabre",
    });
    const personHere = (key: string) => this.#ids.person(key);
    const { kind } = source;
    this.#places = new Places({
      ...{ id, kind, opens, kv, random, now, people: this.#people, personHere },
    });
  }

  async run(): Promise<ImportReport> {
    const { kv, apply, clock, what: { id, source } } = this.parts;
    const key = keys.import(id);
    const before = (await kv.get<ImportRow>(key)).value;
    if (apply && before?.state === "undoing") throw new Stopped("It is being taken back.");
    const already = before?.state === "done";
    if (apply && !already) await this.#save(before?.at ?? clock.now(), "running");
    if (!(apply && already)) {
      for await (const item of source.items(this.#losses)) {
        if (this.parts.signal?.aborted) throw new Stopped("It was stopped.");
        await this.#take(item);
      }
      for (const key of [...this.#rooms.keys()]) await this.#end(key);
      await this.#sink.flush();
      this.#counts.people = this.#people.size;
      if (apply) await this.#save(before?.at ?? clock.now(), "done");
    }
    const people = [...this.#people.all()].map(([key, { user, name, placeholder = false }]) => (
      { key, name, user, placeholder }
    ));
    return {
      ...{ counts: already && apply ? before.counts : this.#counts, people, already },
      ...{ losses: already && apply ? before.losses : this.#losses.all, rooms: this.#report },
    };
  }

  async #save(at: number, state: ImportRow["state"]): Promise<void> {
    const { kv, clock, what: { id, source, file, by } } = this.parts;
    const row: ImportRow = {
      ...{ id, kind: source.kind, file, state, at, counts: this.#counts },
      losses: this.#losses.all.map((one) => ({ ...one, places: one.places.slice(0, 20) })),
      ...(by && { by }),
      ...(state === "done" && { doneAt: clock.now() }),
    };
    await kv.commit([], [{ type: "set", key: keys.import(id), value: row }]);
  }

  async #take(item: SourceItem): Promise<void> {
    if (item.is === "person") return void await this.#people.add(item.person);
    if (item.is === "room") return await this.#begin(item.room);
    if (this.#skipped.has(item.room)) return;
    if (item.is === "room-end") return await this.#end(item.room);
    const room = this.#rooms.get(item.room);
    if (!room) throw new TypeError(`${item.room} was not begun`);
    if (item.is === "message") await room.messages.add(item.message);
    else if (item.is === "notice") await room.messages.addNotice(item.notice);
    else if (item.is === "beside") await room.entries.beside(item.record);
    else if (item.is === "file") await this.#takeRecord(room, item);
    else await room.entries.add(item.entry);
    if (item.is === "message" || item.is === "entry") await this.#tell(item.room);
  }

  async #tell(room: string): Promise<void> {
    this.#counts.messages++;
    if (++this.#untold < TOLD_EVERY) return;
    this.#untold = 0;
    this.parts.progress?.(this.#counts, room);
    await sleep(this.parts.clock, 0); // reading alone must not hold up who chats
  }

  async #begin(room: SourceRoom): Promise<void> {
    const { kv, apply, what: { id } } = this.parts;
    const key = keys.importRoom(id, room.key);
    const begun = (await kv.get<ImportedRoom>(key)).value;
    if (begun?.state === "done" && apply) {
      this.#skipped.add(room.key);
      this.#conversations.set(room.key, begun.conversation);
      this.#count(room, begun.name, begun.messages);
      this.#counts.messages += begun.messages;
      this.#counts.files += begun.files.length;
      return;
    }
    const members: UserId[] = [];
    for (const member of room.members) members.push(await this.#people.idOf(member, room.name));
    const conversation = await this.#places.conversationFor(room, begun, members);
    if (room.private === "unsaid") this.#losses.note("who-could-read", room.name);
    const row: ImportedRoom = {
      ...{ conversation: conversation.id, state: "begun", head: 0, messages: 0, files: [] },
      ...(conversation.name !== undefined && { name: conversation.name }),
      ...(conversation.kind === "room" && { private: conversation.private === true }),
    };
    if (apply) await kv.commit([], [{ type: "set", key, value: row }]);
    this.#conversations.set(room.key, conversation.id);
    const log = new RoomLog(conversation.id, this.#sink);
    const own = `${id} ${room.key}`;
    const common = { log, sink: this.#sink, losses: this.#losses, id: own, name: room.name };
    this.#rooms.set(room.key, {
      ...{ room, row, conversation, log, members },
      messages: new MessageWriter({ ...common, people: this.#people, takeFile: this.#takeFile }),
      entries: new EntryWriter({ ...common, ids: this.#ids }),
    });
  }

  /** A file of an export of ours: under its own id, where no other file has it. */
  async #takeRecord(
    { room, messages }: OpenRoom,
    { record, open }: Extract<SourceItem, { is: "file" }>,
  ): Promise<void> {
    const { kv, what: { id } } = this.parts;
    const derived = derivedId(id, "file", record.id);
    const rows = await kv.getMany([keys.file(derived), keys.file(record.id)]);
    const isOurs = rows[0]?.value !== null || rows[1]?.value !== null;
    const named = {
      id: isOurs ? derived : record.id,
      owner: this.#people.known(record.owner) ?? derivedId(id, "person", record.owner),
      where: room.name,
    };
    const taken = await this.#takeFile({ name: record.name, open }, named);
    if (!taken) return;
    this.#files.set(record.id, taken);
    messages.files.push(named.id);
  }

  readonly #takeFile: TakeFile = async (file, { id, owner, where }) => {
    const { apply } = this.parts;
    const place = `${where} ${file.name}`;
    if (!file.open) return void this.#losses.note("no-file", place);
    this.#counts.files++;
    if (!apply) return { id, name: file.name, type: "application/octet-stream", size: 0 };
    try {
      return await apply.writeFile(id, owner, file.name, file.open());
    } catch (error) {
      this.#counts.files--;
      if (!(error instanceof TooLarge)) throw error;
      return void this.#losses.note("large-file", place);
    }
  };

  readonly #ids = {
    person: (key: string) =>
      this.#people.known(key) ?? derivedId(this.parts.what.id, "person", key),
    conversation: (key: string) => this.#conversations.get(key) ?? key,
    file: (file: SharedFile) => fileHere(file, this.#files),
  };

  #count({ key, name, row }: SourceRoom, here: string | undefined, messages: number): void {
    this.#counts.rooms++;
    this.#report.push({ key, name: here ?? name, title: row?.title ?? name, messages });
  }

  async #end(key: string): Promise<void> {
    const open = this.#rooms.get(key);
    if (!open) return;
    const { kv, apply, clock, what: { id } } = this.parts;
    const { room, row, conversation, log, messages, entries } = open;
    this.#rooms.delete(key);
    const written = messages.messages + entries.messages;
    this.#count(room, conversation.name, written);
    const since = Math.min(messages.since ?? Infinity, entries.since ?? Infinity);
    this.#counts.since = Math.min(this.#counts.since ?? Infinity, since);
    if (!Number.isFinite(this.#counts.since)) this.#counts.since = undefined;
    if (!apply) return;
    await entries.end(kv);
    await log.end(kv, (user) => this.#people.isHere(user));
    const last: Mutation[] = await this.#addMembers(open);
    const done: ImportedRoom = {
      ...{ ...row, state: "done", head: log.head.seq, messages: written },
      files: messages.files,
    };
    await kv.commit([], [
      ...(log.head.seq > 0
        ? [{ type: "set" as const, key: keys.head(log.conversation), value: log.head }]
        : []),
      ...saveConversation(conversation),
      ...last,
      ...followIndexLater(conversation.id, clock.now() + LEFT_MS),
      { type: "set", key: keys.importRoom(id, key), value: done },
    ]);
    // Here, not in the server: people who chat would wait for its reads of all these messages.
    await this.#index.follow(conversation.id, this.parts.signal);
    this.parts.progress?.(this.#counts, key);
  }

  /** Who is in it; of a room, who has an account: the others are remembered for who becomes them. */
  async #addMembers(
    { room, conversation, members, log, messages: { authors } }: OpenRoom,
  ): Promise<Mutation[]> {
    const { id } = this.parts.what;
    // Where the export does not say who was in a room, whoever wrote there was.
    if (members.length === 0 && conversation.kind === "room") members.push(...authors);
    const joined = new Map<UserId, number>();
    for (const [key, at] of room.joined ?? []) joined.set(this.#ids.person(key), at);
    const isDirect = conversation.kind === "direct";
    for (const user of new Set(members)) {
      if (!isDirect && !this.#people.isHere(user)) {
        const key = keys.importMember(id, user, conversation.id);
        await this.#sink.add({ type: "set", key, value: true });
        continue;
      }
      await this.#sink.add(
        ...addMember(conversation.id, user, joined.get(user) ?? conversation.createdAt),
        setFirstMark(user, conversation.id, log.head.seq),
      );
    }
    await this.#sink.flush();
    const isGroup = isDirect && conversation.id.startsWith("group:") && new Set(members).size > 2;
    if (!isGroup) return [];
    const key = keys.groupsOf([...new Set(members)].sort());
    const before = (await this.parts.kv.get<string[]>(key)).value ?? [];
    return [{ type: "set", key, value: [...new Set([...before, conversation.id])] }];
  }
}
