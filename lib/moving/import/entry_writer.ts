// An export of ours, entry by entry, as it was.
import { derivedId } from "./ids.ts";
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { LogEntry } from "../../log/log.ts";
import type { MessageEvent } from "../../protocol/events.ts";
import type { MovingRecord } from "../records.ts";
import { entryHere, type IdsHere } from "./entries.ts";
import type { Losses } from "./losses.ts";
import type { RoomLog } from "./room_log.ts";
import type { Sink } from "./sink.ts";

/** Writes the log of one room. */
export class EntryWriter {
  readonly #own = new Map<string, { reactions?: string[]; votes?: number[] }>();
  /** Messages that are gone, and since when those of which no event says it. */
  readonly #gone = new Set<number>();
  readonly #unsaid = new Map<number, number>();
  #pins: number[] | undefined;
  messages = 0;
  since: number | undefined;

  constructor(
    private readonly parts: {
      log: RoomLog;
      sink: Sink;
      ids: IdsHere;
      losses: Losses;
      /** Of the import and the room. */
      id: string;
      name: string;
    },
  ) {}

  /** What stands beside entries. */
  async beside(record: MovingRecord): Promise<void> {
    const { log: { conversation }, sink, ids } = this.parts;
    const set = async (key: Extract<Mutation, { type: "set" }>["key"], value: unknown) =>
      await sink.add({ type: "set", key, value });
    if (record.is === "version") {
      const { seq, n, text, at } = record;
      await set(keys.version(conversation, seq, n), { text, at });
    } else if (record.is === "reactor") {
      const { seq, emoji, user } = record;
      await this.parts.log.addReactor(seq, emoji, ids.person(user));
    } else if (record.is === "pins") {
      this.#pins = record.seqs;
    } else if (record.is === "origin") {
      const origin = { conversation: ids.conversation(record.conversation), seq: record.of };
      await set(keys.origin(conversation, record.seq), origin);
      await set(keys.forward(origin.conversation, origin.seq, conversation, record.seq), true);
      await set(keys.referred(origin.conversation, origin.seq), true);
    } else if (record.is === "lost-file") {
      this.parts.losses.note("no-file", `${this.parts.name}: ${record.seq}`);
    }
  }

  async add(exported: LogEntry): Promise<void> {
    const entry = entryHere(exported, this.parts.ids);
    const { event } = entry;
    await this.parts.log.put(entry);
    if (event.kind === "message") {
      this.messages++;
      this.since = Math.min(this.since ?? event.at, event.at);
      if (event.deletedAt === undefined) return;
      this.#gone.add(event.seq);
      this.#unsaid.set(event.seq, event.deletedAt);
    } else if (event.kind === "delete" || event.kind === "move") {
      this.#unsaid.delete(event.target);
    } else if (event.kind === "reaction") this.#react(event.target, event);
    else if (event.kind === "vote" && !event.secret) {
      const name = `${event.by} ${event.target}`;
      this.#own.set(name, { ...this.#own.get(name), votes: event.options });
    }
  }

  #react(target: number, { by, emoji, on }: { by: string; emoji: string; on: boolean }): void {
    const name = `${by} ${target}`;
    const mark = this.#own.get(name);
    const others = (mark?.reactions ?? []).filter((one) => one !== emoji);
    this.#own.set(name, { ...mark, reactions: on ? [...others, emoji] : others });
  }

  /** Writes what is known at the end alone. */
  async end(kv: Pick<Kv, "get">): Promise<void> {
    const { log, sink, id } = this.parts;
    const { conversation } = log;
    await sink.flush();
    // Of those that were to vanish, no event says that they are gone.
    for (const [target, at] of this.#unsaid) {
      const { key, value } = await kv.get<LogEntry>(keys.entry(conversation, target));
      if (value?.event.kind !== "message") continue;
      const own = derivedId(id, "gone", String(target));
      const { by } = value.event;
      const seq = await log.append({ kind: "delete", target }, { by, at, id: own });
      const event: MessageEvent = { ...value.event, changed: seq };
      await sink.add({ type: "set", key, value: { ...value, event } satisfies LogEntry });
    }
    for (const [name, { reactions = [], votes = [] }] of this.#own) {
      const space = name.lastIndexOf(" ");
      const [user, seq] = [name.slice(0, space), Number(name.slice(space + 1))];
      if (reactions.length + votes.length === 0 || this.#gone.has(seq)) continue;
      const value = {
        ...(reactions.length > 0 && { reactions }),
        ...(votes.length > 0 && { votes }),
      };
      await sink.add({ type: "set", key: keys.own(user, conversation, seq), value });
      if (votes.length > 0) {
        await sink.add({ type: "set", key: keys.voter(conversation, seq, user), value: true });
      }
    }
    if (this.#pins) {
      await sink.add({ type: "set", key: keys.pins(conversation), value: { seqs: this.#pins } });
    }
  }
}
