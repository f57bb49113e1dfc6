import type { ConversationId } from "../protocol/events.ts";
import { standsInTimeline } from "../protocol/threads.ts";
import type { Head, LogEntry } from "./log.ts";
import { keys } from "../kv/keys.ts";
import type { Key, Mutation } from "../kv/kv.ts";
import type { CachedHead, Place } from "./cached_head.ts";
import type { PendingAppend } from "./pending_append.ts";

/** What a request adds: its entry and, if it changes a message, the new form of that entry. */
export interface Addition {
  entry: LogEntry;
  revised?: LogEntry;
}

/** The part of a commit that concerns one conversation. */
export class LaneCommit {
  /** The version of the head that the commit checks for. */
  readonly versionstamp: string | null;
  readonly entries: LogEntry[] = [];
  readonly #base: CachedHead;
  readonly #targets: ReadonlyMap<number, LogEntry | undefined>;
  readonly #at: number;
  readonly #places = new Map<string, Place>();
  readonly #taken: Array<{ pending: PendingAppend; place: Place; duplicate: boolean }> = [];
  /** Entries of earlier commits, as the requests of this one change them. */
  readonly revised = new Map<number, LogEntry>();
  #gone: number | undefined;

  constructor(base: CachedHead, targets: ReadonlyMap<number, LogEntry | undefined>, now: number) {
    this.versionstamp = base.versionstamp;
    this.#base = base;
    this.#targets = targets;
    this.#gone = base.head.gone;
    this.#at = Math.max(now, base.head.at); // clocks differ; times in a log never decrease
  }

  /** The head once this is committed. */
  get head(): Head {
    const last = this.entries.at(-1);
    if (!last) return this.#base.head;
    const { event: { seq, at, by }, messages, aside } = last;
    const place = aside === undefined ? { seq, messages, at, by } : { seq, messages, at, aside };
    return this.#gone === undefined ? place : { ...place, gone: this.#gone };
  }

  get taken(): PendingAppend[] {
    return this.#taken.map(({ pending }) => pending);
  }

  /** Lets a request share the entry of an earlier try of it in this commit; false if there is none. */
  join(pending: PendingAppend): boolean {
    const place = this.#places.get(pending.name);
    if (place) this.#taken.push({ pending, place, duplicate: true });
    return place !== undefined;
  }

  /** What the request would add. Throws what `revise` refuses with. */
  draft({ request, target }: PendingAppend): Addition {
    const { seq, messages, aside = 0 } = this.head;
    const event = { ...request.draft, seq: seq + 1, at: this.#at, by: request.by };
    const entry: LogEntry = standsInTimeline(event)
      ? { event, id: request.id, messages: messages + (event.kind === "message" ? 1 : 0) }
      : { event, id: request.id, messages, aside: aside + 1 };
    if (!request.revise) return { entry };
    const old = target === undefined ? undefined : this.#current(target);
    const form = request.revise(old?.event, this.#at, seq + 1);
    if (form instanceof Error) throw form;
    if (!old) throw new TypeError("A message that does not exist cannot be revised");
    // So that whoever reads the message knows which changes to come are in it already.
    const changed = form.kind === "message" ? { ...form, changed: event.seq } : form;
    return { entry, revised: { ...old, event: changed } };
  }

  add(pending: PendingAppend, { entry, revised }: Addition): void {
    const { seq, at } = entry.event;
    this.entries.push(entry);
    if (revised) this.#revise(revised);
    this.#places.set(pending.name, { seq, at });
    this.#taken.push({ pending, place: { seq, at }, duplicate: false });
  }

  /** Adds what is written of the lane's conversation to `mutations`: entries, then the head. */
  write(
    { conversation, headKey }: { conversation: ConversationId; headKey: Key },
    mutations: Mutation[],
  ): void {
    const set = (entry: LogEntry) => {
      const key = keys.entry(conversation, entry.event.seq);
      mutations.push({ type: "set", key, value: entry });
    };
    for (const revised of this.revised.values()) set(revised);
    for (const entry of this.entries) set(entry);
    mutations.push({ type: "set", key: headKey, value: this.head });
  }

  /** Refuses the requests: it is not known whether they are in the log. */
  fail(error: Error): void {
    for (const pending of this.taken) {
      pending.tried = true;
      pending.fail(error);
    }
  }

  /** Acknowledges the requests, in their order. */
  acknowledge(): void {
    for (const { pending, place, duplicate } of this.#taken) {
      pending.settle({ ...place, duplicate });
    }
  }

  #current(seq: number): LogEntry | undefined {
    if (seq > this.#base.seq) return this.entries[seq - this.#base.seq - 1];
    return this.revised.get(seq) ?? this.#targets.get(seq);
  }

  #revise(entry: LogEntry): void {
    const { seq } = entry.event;
    if (isGone(entry)) this.#gone = Math.max(seq, this.#gone ?? 0);
    if (seq > this.#base.seq) this.entries[seq - this.#base.seq - 1] = entry;
    else this.revised.set(seq, entry);
  }
}

function isGone({ event }: LogEntry): boolean {
  return event.kind === "message" && event.deletedAt !== undefined && standsInTimeline(event);
}
