import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/events.ts";
import type { Head, LogEntry } from "../conversation_log.ts";
import { keys } from "../keys.ts";
import type { Mutation } from "../kv.ts";
import type { CachedHead, Place } from "./cached_head.ts";
import type { Waiting } from "./waiting.ts";

/** What a request would add: its entry and, if it changes a message, that entry in its new form. */
export interface Addition {
  entry: LogEntry;
  revised?: LogEntry;
}

/** What one commit adds to one conversation. */
export class LanePart {
  /** What the commit checks the head for. */
  readonly versionstamp: string | null;
  readonly entries: LogEntry[] = [];
  readonly #base: CachedHead;
  readonly #targets: ReadonlyMap<number, LogEntry | undefined>;
  readonly #at: number;
  readonly #places = new Map<string, Place>();
  readonly #taken: Array<{ waiting: Waiting; place: Place; duplicate: boolean }> = [];
  /** Entries from before this commit, as its requests change them one after the other. */
  readonly revised = new Map<number, LogEntry>();

  constructor(base: CachedHead, targets: ReadonlyMap<number, LogEntry | undefined>, now: number) {
    this.versionstamp = base.versionstamp;
    this.#base = base;
    this.#targets = targets;
    this.#at = Math.max(now, base.head.at); // clocks of instances differ; a log's time never goes back
  }

  /** The head once this is committed. */
  get head(): Head {
    const last = this.entries.at(-1);
    if (!last) return this.#base.head;
    return { seq: last.event.seq, messages: last.messages, at: last.event.at };
  }

  get taken(): Waiting[] {
    return this.#taken.map(({ waiting }) => waiting);
  }

  /** Lets a request share the entry of an earlier try of it in this commit, if there is one. */
  join(waiting: Waiting): boolean {
    const place = this.#places.get(waiting.name);
    if (place) this.#taken.push({ waiting, place, duplicate: true });
    return place !== undefined;
  }

  /** What the request would add next. Throws what `revise` refuses with. */
  draft({ request, target }: Waiting): Addition {
    const { seq, messages } = this.head;
    const event = { ...request.draft, seq: seq + 1, at: this.#at, by: request.by };
    const count = messages + (event.kind === "message" ? 1 : 0);
    const entry: LogEntry = { event, id: request.id, messages: count };
    if (!request.revise) return { entry };
    const old = target === undefined ? undefined : this.#current(target);
    const form = request.revise(old?.event, this.#at);
    if (form instanceof ChatError) throw form;
    if (!old) throw new TypeError("A message that is not there cannot be given a new form");
    return { entry, revised: { ...old, event: form } };
  }

  add(waiting: Waiting, { entry, revised }: Addition): void {
    const { seq, at } = entry.event;
    this.entries.push(entry);
    if (revised) this.#revise(revised);
    this.#places.set(waiting.name, { seq, at });
    this.#taken.push({ waiting, place: { seq, at }, duplicate: false });
  }

  mutations(conversation: ConversationId): Mutation[] {
    const written = [...this.revised.values(), ...this.entries].map((entry): Mutation => ({
      type: "set",
      key: keys.entry(conversation, entry.event.seq),
      value: entry,
    }));
    return [...written, { type: "set", key: keys.head(conversation), value: this.head }];
  }

  /** Tells the authors, in the order of their requests. */
  acknowledge(): void {
    for (const { waiting, place, duplicate } of this.#taken) {
      waiting.settle({ ...place, duplicate });
    }
  }

  #current(seq: number): LogEntry | undefined {
    if (seq > this.#base.seq) return this.entries[seq - this.#base.seq - 1];
    return this.revised.get(seq) ?? this.#targets.get(seq);
  }

  #revise(entry: LogEntry): void {
    const { seq } = entry.event;
    if (seq > this.#base.seq) this.entries[seq - this.#base.seq - 1] = entry;
    else this.revised.set(seq, entry);
  }
}
