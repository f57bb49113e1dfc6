// Brings a community in: rooms of their own beside those that are there, so that nothing that is here
// changes. A room is seen once all of it is written.
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import type { Named, RoomChoice } from "../../protocol/administration.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import type { EmojiMeans } from "../../chat/community/make_emoji.ts";
import { eraseAgain } from "../../chat/identity/planned_erasure.ts";
import type { UserId } from "../../protocol/events.ts";
import { createIndexWriter } from "../../search/index_writer.ts";
import { readLogs } from "../../log/create_log.ts";
import type { LogEntry } from "../../log/log.ts";
import { fileHere, type IdsHere } from "./entries.ts";
import type { EntryWriter } from "./entry_writer.ts";
import type { WriteFile } from "./files.ts";
import { derivedId } from "./ids.ts";
import { ImportedEmoji } from "./imported_emoji.ts";
import { ImportedFiles } from "./imported_files.ts";
import { ImportedRooms, type ReportedRoom } from "./imported_rooms.ts";
import { Stopped } from "./hold.ts";
import { Losses } from "./losses.ts";
import { ImportedPeople, type ReportedPerson } from "./people.ts";
import { createPace, type Pace, type Shared } from "./pace.ts";
import { DIRECTS, Places } from "./places.ts";
import type { ImportCounts, ImportRow } from "./rows.ts";
import { createSink, noSink, type Sink } from "./sink.ts";
import type { ImportSource, SourceItem } from "./source.ts";

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
  /** People whose messages are left out, by their keys in the export; not of an export of ours. */
  without?: ReadonlySet<string>;
  /** What becomes of rooms of which somebody said it, by their keys in the export; of direct ones `DIRECTS`. */
  rooms?: ReadonlyMap<string, RoomChoice>;
  /**
   * Opens rooms to everybody of which the export does not say who could read them. Unless it is said,
   * they are private, of those who wrote there.
   */
  opens?: boolean;
  /** How many messages a dry run counted. */
  total?: number;
}

/** What an import is made with. */
export interface ImportParts {
  kv: Kv;
  /** `emoji`: what those of the community are made with. */
  outside: { clock: Clock; random: Random; emoji: EmojiMeans };
  what: WantedImport;
  /** Absent: it is only looked at, and nothing is written. */
  apply?: { writeFile: WriteFile };
  /** What it has in common with people who chat, and gives way for. By default the store. */
  shared?: Shared;
  /** Told how far it is. */
  progress?: (counts: ImportCounts, room: string) => void;
  signal?: AbortSignal;
}

/** What came, or would come. */
export interface ImportReport {
  counts: ImportCounts;
  losses: Losses["all"];
  people: ReportedPerson[];
  rooms: ReportedRoom[];
  /** It was done by a run before. */
  already: boolean;
}

/** Messages after which others are told how far it is. */
const TOLD_EVERY = 1_000;
/** How often its row says how far it is, in milliseconds. */
const SAVED_EVERY_MS = 2_000;

/**
 * Brings an export in, or says what would come. Run again after it was ended, it goes on; run again
 * after it was done, it does nothing. Throws `Stopped`, `Unavailable`, `NotAnExport`.
 */
export async function runImport(parts: ImportParts): Promise<ImportReport> {
  const pace = createPace(parts.kv, parts.outside.clock, parts.shared ?? "store");
  return await new Import({ ...parts, kv: pace.kv }, pace).run();
}

class Import {
  readonly #emoji: ImportedEmoji;
  readonly #losses = new Losses((name) => this.#emoji.draws(name));
  readonly #counts: ImportCounts = { people: 0, rooms: 0, messages: 0, files: 0 };
  readonly #sink: Sink;
  readonly #people: ImportedPeople;
  readonly #files: ImportedFiles;
  readonly #rooms: ImportedRooms;
  /** Rooms that are whole already, and rooms that are left out. */
  readonly #whole = new Set<string>();
  readonly #leftOut = new Set<string>();
  #begunAt: number;
  #untold = 0;
  #savedAt = 0;

  constructor(private readonly parts: ImportParts, private readonly pace: Pace) {
    const { kv, outside: { clock, random }, apply, what, signal } = parts;
    const { id, mapping = new Map(), without, source, opens = false, rooms = new Map() } = what;
    const [losses, counts] = [this.#losses, this.#counts];
    this.#sink = apply ? createSink(pace, clock) : noSink;
    const now = clock.now();
    this.#begunAt = now;
    this.#people = new ImportedPeople({
      id,
      kv,
      sink: this.#sink,
      losses,
      now,
      mapping,
      keepsIds: source.kind === "palabre",
      // A log of ours comes as it was, without a gap.
      ...(source.kind !== "palabre" && { without }),
    });
    this.#emoji = new ImportedEmoji({
      id,
      kv,
      random,
      losses,
      means: parts.outside.emoji,
      applies: apply !== undefined,
    });
    const { kind } = source;
    const ids = this.#ids;
    const places = new Places({
      id,
      kind,
      opens,
      rooms,
      kv,
      random,
      now,
      people: this.#people,
      applies: apply !== undefined,
      personHere: ids.person,
    });
    this.#files = new ImportedFiles({ id, kv, write: apply?.writeFile, losses, counts });
    this.#rooms = new ImportedRooms({
      id,
      people: this.#people,
      places,
      ids,
      takeFile: this.#files.take,
      noted: { losses, counts },
      store: {
        kv,
        sink: this.#sink,
        clock,
        applies: apply !== undefined,
        signal,
        index: createIndexWriter({ kv, log: readLogs(kv), random }),
      },
    });
  }

  readonly #ids: IdsHere = {
    person: (key) => this.#people.known(key) ?? derivedId(this.parts.what.id, "person", key),
    conversation: (key) => this.#rooms.here(key) ?? key,
    file: (file) => fileHere(file, this.#files.written),
  };

  async run(): Promise<ImportReport> {
    const { kv, apply, what: { id, source } } = this.parts;
    const before = (await kv.get<ImportRow>(keys.import(id))).value;
    this.#begunAt = before?.at ?? this.#begunAt;
    if (apply && before?.state === "undoing") throw new Stopped("It is being taken back.");
    const already = before?.state === "done";
    if (apply && already) {
      const { counts, losses } = before;
      return { counts, losses, already, people: [], rooms: [] };
    }
    if (apply) await this.#save("running");
    await this.#emoji.load();
    for await (const item of source.items(this.#losses)) {
      if (this.parts.signal?.aborted) throw new Stopped("It was stopped.");
      await this.#take(item);
    }
    await this.#rooms.endAll();
    await this.#sink.flush();
    this.#counts.people = this.#people.size;
    if (apply) await eraseAgain(kv, this.#people.accounts, this.parts.outside.clock.now());
    if (apply) await this.#save("done");
    return {
      counts: this.#counts,
      losses: this.#losses.all,
      already,
      people: this.#people.report,
      rooms: this.#rooms.report,
    };
  }

  async #save(state: ImportRow["state"], room?: string): Promise<void> {
    const { kv, outside: { clock }, what: { id, source, file, by, total } } = this.parts;
    const row: ImportRow = {
      id,
      kind: source.kind,
      file,
      state,
      at: this.#begunAt,
      counts: this.#counts,
      losses: this.#losses.all.map((one) => ({ ...one, places: one.places.slice(0, 20) })),
      ...(by && { by }),
      ...(total !== undefined && { total }),
      ...(room !== undefined && { room }),
      ...(state === "done" && { doneAt: clock.now() }),
    };
    await kv.commit([], [{ type: "set", key: keys.import(id), value: row }]);
    this.#savedAt = clock.elapsed();
  }

  async #take(item: SourceItem): Promise<void> {
    if (item.is === "emoji") {
      if (await this.#emoji.take(item.emoji)) this.#counts.emoji = (this.#counts.emoji ?? 0) + 1;
      return;
    }
    if (item.is === "person") return await this.#people.list(item.person);
    if (item.is === "room") return await this.#begin(item.room);
    if (this.#whole.has(item.room)) return;
    if (this.#leftOut.has(item.room)) return this.#leaveOut(item);
    if (item.is === "room-end") return await this.#end(item.room);
    const { room, messages, entries } = this.#rooms.get(item.room);
    if (item.is === "message" && this.#people.isLeftOut(item.message.by)) {
      return this.#losses.note("left-out", `${room.name}: ${item.message.key}`);
    }
    const before = messages.messages + entries.messages;
    if (item.is === "message") await messages.add(item.message);
    else if (item.is === "notice") await messages.addNotice(item.notice);
    else if (item.is === "beside") await entries.beside(item.record);
    else if (item.is === "file") {
      const place = { owner: this.#ids.person(item.record.owner), where: room.name };
      const id = await this.#files.takeRecorded(item, place);
      if (id !== undefined) messages.files.push(id);
    } else await this.#addEntry(entries, item.entry);
    // What is dropped is a loss, and no message that came.
    this.#counts.messages += messages.messages + entries.messages - before;
    if (item.is === "message" || item.is === "entry") await this.#tell(room.name);
  }

  async #addEntry(entries: EntryWriter, entry: LogEntry): Promise<void> {
    await entries.add(entry);
    if (entry.event.kind === "message") this.#people.wrote(this.#ids.person(entry.event.by));
  }

  async #begin(room: Extract<SourceItem, { is: "room" }>["room"]): Promise<void> {
    const key = room.kind === "direct" ? DIRECTS : room.key;
    if (this.parts.what.rooms?.get(key) === "skip") this.#leftOut.add(room.key);
    else if (!await this.#rooms.begin(room)) this.#whole.add(room.key);
  }

  async #end(room: string): Promise<void> {
    await this.#rooms.end(room);
    this.parts.progress?.(this.#counts, room);
  }

  #leaveOut({ is, room }: Extract<SourceItem, { room: string }>): void {
    if (is === "message" || is === "entry") this.#losses.note("left-out", room);
  }

  async #tell(room: string): Promise<void> {
    const { apply, outside: { clock }, progress } = this.parts;
    await this.pace.breathe();
    if (apply && clock.elapsed() - this.#savedAt > SAVED_EVERY_MS) {
      await this.#save("running", room);
    }
    if (++this.#untold < TOLD_EVERY) return;
    this.#untold = 0;
    progress?.(this.#counts, room);
  }
}
