import { signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import {
  type ConversationId,
  type ConversationSummary,
  type EventBatch,
  isDeleted,
  type MessageEvent,
  type Person,
  type UserId,
} from "../protocol/events.ts";
import { wroteHere } from "./apply_change.ts";
import { standsInTimeline } from "../protocol/threads.ts";
import type { PushOf } from "../protocol/server_frames.ts";
import type { Clock } from "../runtime/clock.ts";
import { PaintInterval, Throttle } from "../async/throttle.ts";

export interface Unread {
  unread: number;
  mentions: number;
}

/** The user's conversations with their counts, kept from events between two states of the server. */
export class Conversations {
  readonly #list = signal<readonly ConversationSummary[]>([]);
  readonly #summaries = new Map<ConversationId, ConversationSummary>();
  /** The seqs of unread messages that mention the user, as far as they were delivered. */
  readonly #mentions = new Map<ConversationId, Set<number>>();
  readonly #pace: PaintInterval;
  readonly #painter: Throttle;

  /** Those of which less was loaded than is unread: they are to be counted when more came. */
  readonly #unsure = new Set<ConversationId>();

  /** `countAfter` counts in what is held of a conversation; `undefined` where too little is. `calls`: whether a message of somebody else calls the user. */
  constructor(
    clock: Clock,
    readonly countAfter: (conversation: ConversationId, seq: number) => Unread | undefined,
    readonly calls: (conversation: ConversationId, message: MessageEvent) => boolean,
  ) {
    this.#pace = new PaintInterval(clock);
    this.#painter = new Throttle(clock, () => this.#pace.ms, () => this.#paint());
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
    this.#painter.runNow();
    return gone;
  }

  put(summary: ConversationSummary): void {
    this.#take(summary);
    this.#painter.runNow();
  }

  remove(id: ConversationId): void {
    this.#summaries.delete(id);
    this.#mentions.delete(id);
    this.#painter.runNow();
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
      if (event.kind === "vanish") after.vanishMs = event.afterMs;
      if (event.kind === "rename") {
        after.title = event.title;
        if (after.kind === "room") after.name = event.name; // a group has none
      }
      if (event.kind === "delete" || event.kind === "move") this.#uncount(after, event.target);
      if (event.kind === "message" && standsInTimeline(event)) this.#count(after, event, me);
    }
    this.#summaries.set(conversation, after);
    this.#pace.count(events.length);
    this.#painter.request();
  }

  /** These are loaded: counts anew where something may have been deleted, or less was loaded before. */
  recount({ conversation, events }: EventBatch): void {
    const isLess = events.some(({ kind }) => kind === "delete" || kind === "move");
    if (!this.#unsure.delete(conversation) && !isLess) return;
    const before = this.#summaries.get(conversation);
    // Also where none is unread by now: what vanished here before that was told was counted off twice.
    if (!before) return;
    const counts = this.countAfter(conversation, before.read);
    if (!counts) return void this.#unsure.add(conversation);
    this.#summaries.set(conversation, { ...before, ...counts });
    this.#painter.request();
  }

  /** Somebody in a direct conversation is called something else, or is gone. */
  renewPerson(person: Person): void {
    for (const [id, known] of this.#summaries) {
      if (known.people?.some((one) => one.id === person.id)) {
        const people = known.people.map((one) => one.id === person.id ? person : one);
        this.#summaries.set(id, { ...known, people });
        this.#painter.runNow();
      }
      if (known.with?.id !== person.id) continue;
      // Of who deleted the account, nothing is left to be answered.
      const left = isDeleted(person) ? { unread: 0, mentions: 0 } : {};
      this.#summaries.set(id, { ...known, ...left, with: person });
      this.#painter.runNow();
    }
  }

  /** The conversation goes on from here, further or back (D8); the counts are the server's. */
  restart(conversation: ConversationId, head: number): void {
    const before = this.#summaries.get(conversation);
    if (before) this.#summaries.set(conversation, { ...before, head });
    this.#painter.request();
  }

  /** The user has read up to `seq`, here or elsewhere; `counts` is what the server left unread. */
  readUpTo(conversation: ConversationId, seq: number, counts?: Partial<Unread>): void {
    const before = this.#summaries.get(conversation);
    if (!before || seq < before.read || seq === before.read && !before.unseen) return;
    const counted = this.countAfter(conversation, seq) ?? counts;
    if (!counted) this.#unsure.add(conversation);
    const unread = Math.min(before.unread, Math.max(0, before.head - seq));
    const left = {
      unread,
      mentions: Math.min(before.mentions, unread),
      ...(seq < before.head && counted),
    };
    this.#summaries.set(conversation, { ...before, ...left, read: seq, unseen: undefined });
    for (const one of this.#mentions.get(conversation) ?? []) {
      if (one <= seq) this.#mentions.get(conversation)?.delete(one);
    }
    this.#painter.runNow();
  }

  /** The user marked what is after `seq` as unread, here or elsewhere; `counts` as the server has them. */
  putBack(conversation: ConversationId, seq: number, counts?: Unread): void {
    const before = this.#summaries.get(conversation);
    if (!before) return;
    const counted = this.countAfter(conversation, seq) ?? counts;
    this.#summaries.set(conversation, { ...before, ...counted, read: seq });
    this.#painter.runNow();
  }

  /** The user marks as unread what follows `seq`, which is told by `tell`; where that fails it is as before. */
  async markUnread(conversation: ConversationId, seq: number, tell: () => Promise<void>) {
    const { read = 0 } = this.#summaries.get(conversation) ?? {};
    this.putBack(conversation, seq);
    try {
      await tell();
    } catch (error) {
      this.readUpTo(conversation, read);
      throw error;
    }
  }

  /** Somebody read: the user elsewhere, or the other person of a direct conversation. */
  onRead(
    { conversation, user, seq, at, hidden, unread, mentions, back }: PushOf<"read">,
    me: UserId | undefined,
  ): void {
    if (user === me) {
      const counts = unread === undefined ? undefined : { unread, mentions: mentions ?? 0 };
      if (back) return this.putBack(conversation, seq, counts);
      return this.readUpTo(conversation, seq, counts);
    }
    const before = this.#summaries.get(conversation);
    if (before?.with?.id !== user || (!hidden && seq <= (before.seen ?? 0))) return;
    const seen = hidden ? { seen: undefined, seenAt: undefined } : { seen: seq, seenAt: at };
    this.#summaries.set(conversation, { ...before, ...seen });
    this.#painter.request();
  }

  /** A mention was put away, or is back: so many are left. */
  onMentions({ conversation, target, on, mentions }: PushOf<"mentions">): void {
    const before = this.#summaries.get(conversation);
    if (!before) return;
    if (on) this.#mentions.get(conversation)?.delete(target);
    this.#summaries.set(conversation, { ...before, mentions: Math.min(mentions, before.unread) });
    this.#painter.request();
  }

  stop(): void {
    this.#painter.cancel();
  }

  #count(summary: ConversationSummary, event: MessageEvent, me: UserId | undefined): void {
    // Who writes has read: the server tells nobody of that apart from the message.
    if (event.by === summary.with?.id) {
      Object.assign(summary, { seen: event.seq, seenAt: event.at });
    }
    if (wroteHere(me, event)) {
      summary.read = Math.max(summary.read, event.seq);
      summary.unread = summary.mentions = 0;
      this.#mentions.delete(summary.id);
    }
    if (event.seq <= summary.read) return; // one deleted since is counted too: its deletion follows
    summary.unread++;
    if (!this.calls(summary.id, event)) return;
    summary.mentions++;
    const mentions = this.#mentions.get(summary.id) ?? new Set();
    this.#mentions.set(summary.id, mentions.add(event.seq));
  }

  /** A message was deleted. After the read mark there are others' alone: it was counted. */
  #uncount(summary: ConversationSummary, target: number): void {
    if (target <= summary.read || summary.unread === 0) return;
    summary.unread--;
    if (this.#mentions.get(summary.id)?.delete(target)) summary.mentions--;
    summary.mentions = Math.max(0, Math.min(summary.mentions, summary.unread));
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
    if (incoming.seen !== undefined && (known?.seen ?? 0) > incoming.seen) {
      Object.assign(taken, { seen: known?.seen, seenAt: known?.seenAt });
    }
    this.#summaries.set(incoming.id, taken);
    if (known && known.read > incoming.read) this.readUpTo(incoming.id, known.read);
  }

  #paint(): void {
    this.#list.value = [...this.#summaries.values()].sort((a, b) => b.lastAt - a.lastAt);
  }
}
