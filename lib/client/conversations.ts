import { signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type {
  ConversationId,
  ConversationSummary,
  EventBatch,
  UserId,
} from "../protocol/events.ts";
import type { PushOf } from "../protocol/server_frames.ts";
import type { Clock } from "../world/world.ts";
import { Paced, PaintPace } from "./paced.ts";

export interface Unread {
  unread: number;
  mentions: number;
}

/** The user's conversations with their counts, kept from events between two states of the server. */
export class Conversations {
  readonly #list = signal<readonly ConversationSummary[]>([]);
  readonly #summaries = new Map<ConversationId, ConversationSummary>();
  readonly #pace: PaintPace;
  readonly #painter: Paced;

  /** `countAfter` counts in what is held of a conversation; `undefined` where too little is. */
  constructor(
    clock: Clock,
    readonly countAfter: (conversation: ConversationId, seq: number) => Unread | undefined,
  ) {
    this.#pace = new PaintPace(clock);
    this.#painter = new Paced(clock, () => this.#pace.ms, () => this.#paint());
  }

  get list(): ReadonlySignal<readonly ConversationSummary[]> {
    return this.#list;
  }

  find(id: ConversationId): ConversationSummary | undefined {
    return this.#summaries.get(id);
  }

  all(): Iterable<ConversationSummary> {
    return this.#summaries.values();
  }

  /** The whole list, from a `sync`; returns the conversations that are gone. */
  replace(list: readonly ConversationSummary[]): ConversationId[] {
    const ids = new Set(list.map(({ id }) => id));
    const gone = [...this.#summaries.keys()].filter((id) => !ids.has(id));
    for (const id of gone) this.#summaries.delete(id);
    for (const summary of list) this.#take(summary);
    this.#painter.now();
    return gone;
  }

  put(summary: ConversationSummary): void {
    this.#take(summary);
    this.#painter.now();
  }

  remove(id: ConversationId): void {
    this.#summaries.delete(id);
    this.#painter.now();
  }

  /** Counts what was delivered; events up to the known head are in the counts already. */
  advance({ conversation, events }: EventBatch, me: UserId | undefined): void {
    const before = this.#summaries.get(conversation);
    const last = events.at(-1);
    if (!before || !last || last.seq <= before.head) return;
    const after = { ...before, head: last.seq, lastAt: Math.max(before.lastAt, last.at) };
    for (const event of events) {
      if (event.seq <= before.head) continue;
      if (event.kind === "topic") after.topic = event.topic;
      if (event.kind === "rename") after.name = event.name;
      if (event.kind !== "message") continue;
      // Who writes has read: the server tells nobody of that apart from the message.
      if (event.by === after.with?.id) after.seen = event.seq;
      if (event.by === me) {
        after.read = Math.max(after.read, event.seq);
        after.unread = after.mentions = 0;
      }
      if (event.seq <= after.read) continue;
      after.unread++;
      if (me !== undefined && event.mentions?.includes(me)) after.mentions++;
    }
    this.#summaries.set(conversation, after);
    this.#pace.count(events.length);
    this.#painter.ask();
  }

  /** The conversation goes on from here, further or back (D8); the counts are the server's. */
  restart(conversation: ConversationId, head: number): void {
    const before = this.#summaries.get(conversation);
    if (before) this.#summaries.set(conversation, { ...before, head });
    this.#painter.ask();
  }

  /** The user has read up to `seq`, here or elsewhere; `counts` is what the server left unread. */
  readUpTo(conversation: ConversationId, seq: number, counts?: Partial<Unread>): void {
    const before = this.#summaries.get(conversation);
    if (!before || seq <= before.read) return;
    const left = seq >= before.head ? { unread: 0, mentions: 0 } : {
      unread: before.unread,
      mentions: before.mentions,
      ...(this.countAfter(conversation, seq) ?? counts),
    };
    this.#summaries.set(conversation, { ...before, ...left, read: seq });
    this.#painter.now();
  }

  /** Somebody read: the user elsewhere, or the other person of a direct conversation. */
  hear(
    { conversation, user, seq, unread, mentions }: PushOf<"read">,
    me: UserId | undefined,
  ): void {
    if (user === me) {
      const counts = unread === undefined ? undefined : { unread, mentions: mentions ?? 0 };
      return this.readUpTo(conversation, seq, counts);
    }
    const before = this.#summaries.get(conversation);
    if (before?.with?.id !== user || seq <= (before.seen ?? 0)) return;
    this.#summaries.set(conversation, { ...before, seen: seq });
    this.#painter.ask();
  }

  stop(): void {
    this.#painter.stop();
  }

  /** Takes the server's word, but never back behind what is known here of head and reading. */
  #take(incoming: ConversationSummary): void {
    const known = this.#summaries.get(incoming.id);
    const taken = { ...incoming };
    if (known && known.head > incoming.head) {
      taken.head = known.head;
      taken.lastAt = known.lastAt;
      taken.unread = known.unread;
      taken.mentions = known.mentions;
    }
    if (known && known.seen !== undefined) taken.seen = Math.max(known.seen, incoming.seen ?? 0);
    this.#summaries.set(incoming.id, taken);
    if (known && known.read > incoming.read) this.readUpTo(incoming.id, known.read);
  }

  #paint(): void {
    this.#list.value = [...this.#summaries.values()].sort((a, b) => b.lastAt - a.lastAt);
  }
}
