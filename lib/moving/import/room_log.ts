// The log of a room that is imported: a new one, which nobody sees before its end is written.
import { keys } from "../../kv/keys.ts";
import type { Kv, Mutation } from "../../kv/kv.ts";
import type { Head, LogEntry } from "../../log/log.ts";
import type {
  ConversationId,
  Draft,
  LogEvent,
  MessageEvent,
  Replies,
} from "../../protocol/events.ts";
import { kindOf } from "../../protocol/files.ts";
import { shownFiles } from "../../protocol/link_previews.ts";
import { namedIn } from "../../protocol/named_in.ts";
import { standsInTimeline, withReply } from "../../protocol/threads.ts";
import { linkFile, noteFilesAt } from "../../store/files/file_rows.ts";
import { markGone } from "../../store/conversations/read_marks.ts";
import { addReactor } from "../../store/messages/reactor_rows.ts";
import { addReply, setReader } from "../../store/messages/threads.ts";
import type { Sink } from "./sink.ts";

/** Roots whose entries are read and written anew together. */
const ROOTS_AT_ONCE = 50;

/** Appends to the log of one room. */
export class RoomLog {
  #head: Head = { seq: 0, messages: 0, at: 0 };
  readonly #threads = new Map<number, Replies>();
  /** Threads with those who wrote in them: `root user`. */
  readonly #readers = new Set<string>();
  #gone: number | undefined;
  readonly pins: number[] = [];
  /** Whoever is named here, and whoever wrote here. */
  readonly named = new Set<string>();
  readonly authors = new Set<string>();

  constructor(
    readonly conversation: ConversationId,
    private readonly sink: Sink,
  ) {}

  /** Where the log ends. */
  get head(): Head {
    return this.#gone === undefined ? this.#head : { ...this.#head, gone: this.#gone };
  }

  /** Appends an event; gives its seq. Times do not go back. */
  async append(
    draft: Draft,
    { by, at, id }: { by: string; at: number; id: string },
  ): Promise<number> {
    const seq = this.#head.seq + 1;
    const event = { ...draft, seq, at: Math.max(at, this.#head.at), by } as LogEvent;
    const { messages, aside = 0 } = this.#head;
    const entry: LogEntry = standsInTimeline(event)
      ? { event, id, messages: messages + (event.kind === "message" ? 1 : 0) }
      : { event, id, messages, aside: aside + 1 };
    await this.put(entry);
    return seq;
  }

  /** Puts an entry at the end as it is, with the rows that belong to it. */
  async put(entry: LogEntry): Promise<void> {
    const { event, messages, aside } = entry;
    const { seq, at, by } = event;
    this.#head = { seq, messages, at, ...(aside === undefined ? { by } : { aside }) };
    await this.sink.add({ type: "set", key: keys.entry(this.conversation, seq), value: entry });
    for (const user of namedIn([event])) this.named.add(user);
    if (event.kind === "message") this.authors.add(by);
    if (event.kind === "message") await this.sink.add(...this.#rowsOf(event));
  }

  /** Somebody whom a message does not name reacted so. */
  async addReactor(seq: number, emoji: string, user: string): Promise<void> {
    this.named.add(user);
    await this.sink.add(addReactor({ conversation: this.conversation, target: seq, emoji }, user));
  }

  #rowsOf(event: MessageEvent): Mutation[] {
    const { conversation } = this;
    const { seq, thread, deletedAt, files, pinned, by } = event;
    const rows: Mutation[] = [];
    if (thread !== undefined) {
      const replies = withReply(this.#threads.get(thread), event);
      this.#threads.set(thread, replies);
      rows.push(addReply({ conversation, root: thread }, seq, replies.count));
      this.#readers.add(`${thread} ${by}`);
    }
    if (deletedAt !== undefined && standsInTimeline(event)) {
      this.#gone = seq;
      rows.push(markGone(conversation, seq));
    }
    rows.push(...shownFiles(event).map((id) => linkFile(id, { conversation, seq })));
    if (files && files.length > 0) {
      rows.push(noteFilesAt(conversation, seq, [...new Set(files.map(kindOf))]));
    }
    if (pinned) this.pins.push(seq);
    return rows;
  }

  /**
   * Writes what is known at the end alone: what the roots of threads say of their replies, who follows
   * them, and what is pinned. `isHere`: who has an account.
   */
  async end(kv: Pick<Kv, "getMany">, isHere: (user: string) => boolean): Promise<void> {
    const { conversation, sink } = this;
    await sink.flush();
    const roots = [...this.#threads.keys()];
    for (let from = 0; from < roots.length; from += ROOTS_AT_ONCE) {
      const some = roots.slice(from, from + ROOTS_AT_ONCE);
      const rows = await kv.getMany<LogEntry>(some.map((seq) => keys.entry(conversation, seq)));
      for (const [n, { key, value }] of rows.entries()) {
        if (value?.event.kind !== "message") continue;
        const replies = this.#threads.get(some[n]!)!;
        const changed = Math.max(value.event.changed ?? 0, replies.last);
        const event: MessageEvent = { ...value.event, replies, changed };
        await sink.add({ type: "set", key, value: { ...value, event } satisfies LogEntry });
        this.#readers.add(`${some[n]} ${value.event.by}`);
      }
    }
    for (const name of this.#readers) {
      const space = name.indexOf(" ");
      const [root, user] = [Number(name.slice(0, space)), name.slice(space + 1)];
      const { last, count } = this.#threads.get(root) ?? { last: 0, count: 0 };
      // What was said before they were here is not unread to anybody.
      if (isHere(user)) {
        const reader = { follows: true, read: last, count };
        await sink.add(...setReader({ conversation, root }, user, reader, false));
      }
    }
    if (this.pins.length > 0) {
      await sink.add({ type: "set", key: keys.pins(conversation), value: { seqs: this.pins } });
    }
    await sink.flush();
  }
}
