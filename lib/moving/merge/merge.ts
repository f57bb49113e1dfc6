// A placeholder becomes somebody: what stands under its name is theirs from then on.
import { eraseAgain } from "../../chat/identity/planned_erasure.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";
import { listAll } from "../../kv/list_pages.ts";
import type { Head } from "../../log/log.ts";
import { readLogs } from "../../log/create_log.ts";
import type { Named } from "../../protocol/administration.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { MergeCounts, MergeState } from "../../protocol/placeholders.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { createIndexWriter } from "../../search/index_writer.ts";
import type { Conversation } from "../../store/conversations/conversation.ts";
import type { User } from "../../store/people/user.ts";
import { Stopped } from "../import/hold.ts";
import type { Pace } from "../import/pace.ts";
import type { ImportedPerson, ImportedRoom } from "../import/rows.ts";
import { giveEntries, lookThrough } from "./entries.ts";
import type { Merged } from "./given.ts";
import { countMarks, giveMarks } from "./marks.ts";
import { givePlace, giveReports, giveRooms, type Joined, noteFormer } from "./rows.ts";

/** How often its row says how far it is, in milliseconds. */
const SAVED_EVERY_MS = 2_000;
/** Small rows that one commit deletes. */
const ROWS_AT_ONCE = 200;

/** `["import_merge", import, placeholder]`: who somebody is said to be, and how far that is. */
export interface MergeRow {
  import: string;
  /** Their key in the export, their id, and their name here. */
  key: string;
  from: UserId;
  name: string;
  into: Named;
  /** Absent for who runs the server. */
  by?: Named;
  /** Milliseconds UTC. */
  at: number;
  state: MergeState;
  /** Giving it was begun once: it is never said to be somebody else from then on. */
  begun?: boolean;
  counts?: MergeCounts;
  /** Entries of logs that were looked at, of how many. */
  done?: number;
  total?: number;
  /** The conversation that it is at, and those that are looked at after all of the import. */
  place?: { n: number; further: ConversationId[] };
}

/** What it is done with. */
export interface MergeParts {
  /** Holds the import, and leaves others their turn. */
  pace: Pick<Pace, "kv" | "breathe">;
  outside: { clock: Clock; random: Pick<Random, "uuid"> };
  signal: AbortSignal;
  /** Told of each conversation that they are in by it. */
  joined: Joined;
}

/** Counts what stands under the name of a placeholder, and writes nothing. Throws `Stopped`, `Unavailable`. */
export async function countOf(parts: MergeParts, row: MergeRow): Promise<MergeCounts> {
  const { pace: { kv } } = parts;
  const counts: MergeCounts = { messages: 0, rooms: 0, opened: 0, reactions: 0, mentions: 0 };
  const rooms = new Set<ConversationId>();
  const places = new Set<ConversationId>();
  for (const { key } of await listAll(kv, keys.importMembersOf(row.import, row.from))) {
    places.add(String(key[3]));
  }
  await new Walk(parts, row).run(async (conversation, { seqs, messages, mentions }) => {
    const reactions = await countMarks(kv, row.from, conversation);
    const room = (await kv.get<Conversation>(keys.conversation(conversation))).value;
    if (seqs.length + reactions > 0) rooms.add(conversation);
    if (room?.people?.includes(row.from)) places.add(conversation);
    counts.messages += messages;
    counts.mentions += mentions;
    counts.reactions += reactions;
  });
  for (const place of places) {
    if (await isOpened(kv, place, row.into.id)) counts.opened++;
  }
  return { ...counts, rooms: rooms.union(places).size };
}

/** Whether a place is a private one in which somebody is not yet. */
async function isOpened(kv: Kv, place: ConversationId, user: UserId): Promise<boolean> {
  const [row, member] = await kv.getMany<unknown>([
    keys.conversation(place),
    keys.member(place, user),
  ]);
  const value = row!.value as Conversation | null;
  const isPrivate = value?.people !== undefined || value?.private === true;
  return isPrivate && member!.value === null;
}

/**
 * Gives what a placeholder wrote and pressed to who it is, with the rooms that it was in; its id leads to
 * them from then on. Run again after it was ended, it goes on. Throws `Stopped`, `Unavailable`.
 */
export async function merge(parts: MergeParts, row: MergeRow): Promise<void> {
  const { pace: { kv }, outside: { clock, random }, signal, joined } = parts;
  const { from, name, into } = row;
  const merged: Merged = { from, name, into };
  const index = createIndexWriter({ kv, log: readLogs(kv), random });
  await giveRooms(kv, row.import, merged, { now: clock.now(), joined });
  const begunAt = row.place?.n;
  await new Walk(parts, row).run(async (conversation, named, n) => {
    await givePlace(kv, conversation, merged, { now: clock.now(), joined });
    if (named.seqs.length === 0 && n !== begunAt) return giveMarks(kv, conversation, merged);
    await noteFormer(kv, conversation, merged);
    await giveEntries(kv, conversation, named, merged);
    await giveMarks(kv, conversation, merged);
    // What somebody wrote is found by who they are.
    if (!await index.rebuild(conversation, signal)) throw new Stopped("It was stopped.");
  });
  await giveReports(kv, merged);
  await eraseAgain(kv, [into.id], clock.now());
  await end(kv, row);
}

/** From then on the id of the placeholder is one more of who it is. */
async function end(kv: Kv, { import: id, key: person, from, into }: MergeRow): Promise<void> {
  const marks = await listAll(kv, keys.importNamedOf(id, from));
  for (let at = 0; at < marks.length; at += ROWS_AT_ONCE) {
    const some = marks.slice(at, at + ROWS_AT_ONCE);
    await kv.commit([], some.map(({ key }) => ({ type: "delete", key })));
  }
  const key = keys.importPerson(id, person);
  const [imported, user] = await kv.getMany<unknown>([key, keys.user(from)]);
  const before = imported!.value as ImportedPerson | null;
  const record = user!.value as User | null;
  if (!before || !record) return;
  const now = { user: into.id, name: before.name, was: from } satisfies ImportedPerson;
  const { role, createdAt, goneAt } = record;
  const alias: User = { id: from, name: "", role, createdAt, goneAt, mergedInto: into.id };
  await kv.commit([], [
    { type: "set", key, value: now },
    { type: "set", key: keys.user(from), value: alias },
    { type: "delete", key: keys.importMerge(id, from) },
  ]);
}

/** Goes through the conversations that may have something of a placeholder. */
class Walk {
  #done = 0;
  #savedAt: number;
  #place = { n: 0, further: [] as ConversationId[] };

  constructor(private readonly parts: MergeParts, private readonly row: MergeRow) {
    this.#savedAt = parts.outside.clock.elapsed();
    // What was counted before is gone through anew: it may be other now.
    if (row.state === "running" && row.place) this.#place = row.place;
  }

  async run(
    take: (
      conversation: ConversationId,
      named: Awaited<ReturnType<typeof lookThrough>>,
      n: number,
    ) => Promise<void>,
  ): Promise<void> {
    const { parts: { pace: { kv } }, row } = this;
    const rooms = await roomsNaming(kv, row);
    const all = [...rooms, ...this.#place.further];
    const heads = await kv.getMany<Head>(all.map(keys.head));
    const total = heads.reduce((sum, { value }) => sum + (value?.seq ?? 0), 0);
    for (let { n } = this.#place; n < all.length; n++) {
      const named = await lookThrough(kv, all[n]!, row, (entries) => this.#breathe(entries, total));
      const others = [...named.movedTo].filter((one) => !all.includes(one));
      all.push(...others);
      this.#place = { n, further: [...this.#place.further, ...others] };
      if (named.seqs.length > 0) await this.#save(total);
      await take(all[n]!, named, n);
    }
  }

  async #breathe(entries: number, total: number): Promise<void> {
    const { pace, outside: { clock }, signal } = this.parts;
    if (signal.aborted) throw new Stopped("It was stopped.");
    this.#done += entries;
    await pace.breathe();
    if (clock.elapsed() - this.#savedAt > SAVED_EVERY_MS) await this.#save(total);
  }

  async #save(total: number): Promise<void> {
    const { parts: { pace: { kv }, outside: { clock } }, row } = this;
    this.#savedAt = clock.elapsed();
    const value: MergeRow = {
      ...row,
      done: Math.min(this.#done, total),
      total,
      ...(row.state === "running" && { place: this.#place }),
    };
    const key = keys.importMerge(row.import, row.from);
    const { versionstamp, value: now } = await kv.get<MergeRow>(key);
    // Whoever said somebody else, or that it shall not be, was faster.
    if (now?.at !== row.at || now.state !== row.state) throw new Stopped("It is not wanted.");
    await kv.commit([{ key, versionstamp }], [{ type: "set", key, value }]);
  }
}

/** The conversations of an import that name somebody; of those of earlier versions, all. */
async function roomsNaming(kv: Kv, { import: id, from }: MergeRow): Promise<ConversationId[]> {
  const rooms = await listAll<ImportedRoom>(kv, keys.importRooms(id));
  const marks = await listAll(kv, keys.importNamedOf(id, from));
  const named = new Set(marks.map(({ key }) => key[3]));
  return rooms.flatMap(({ value: { conversation, named: isSaid } }) =>
    isSaid && !named.has(conversation) ? [] : conversation
  );
}
