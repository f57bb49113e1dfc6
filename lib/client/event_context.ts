import type { ReadonlySignal } from "@preact/signals";
import type { ConversationId, LogEvent, Person, Quotes, UserId } from "../protocol/events.ts";
import type { OwnMarks } from "../protocol/own_marks.ts";
import { quotedBy } from "../protocol/quotes.ts";
import { emptied, vanishAt } from "../protocol/emptied.ts";
import type { Clock, Timer } from "../runtime/clock.ts";
import type { PushOf } from "../protocol/server_frames.ts";
import { isChange } from "./apply_change.ts";
import type { OutboxEntry, Quoted } from "./model.ts";
import { KnownMarks } from "./own_marks.ts";
import { KnownProfiles } from "./profiles.ts";
import { KnownQuotes } from "./quotes.ts";
import { itemOf, outgoingItems } from "./timeline_item.ts";
import type { Concerns, ItemSource } from "./timelines.ts";

/** Timers of browsers end at 24 days: what vanishes later is looked at again meanwhile. */
export const MAX_WAIT_MS = 24 * 60 * 60_000;

/** What is known beside events: who made them, what the reader marked, and what they quote. */
export class EventContext {
  readonly profiles = new KnownProfiles();
  readonly marks = new KnownMarks();
  readonly quotes = new KnownQuotes();

  /** When something of what is drawn vanishes next (M11); a page that only is drawn watches nothing. */
  #vanishing: { at: number; timer?: Timer } | "unwatched" = "unwatched";

  /** `redraw` is called when something vanished, by `clock`, which is the server's. */
  constructor(
    readonly me: ReadonlySignal<Person | undefined>,
    readonly clock: Clock,
    readonly redraw: (concerns: Concerns) => void,
  ) {}

  /** Draws events by what is known, and what waits to be sent. */
  itemsOver(outgoing: (conversation: ConversationId) => readonly OutboxEntry[]): ItemSource {
    return {
      toItem: (told, conversation) => {
        const event = this.#unlessVanished(told);
        return itemOf(event, {
          author: this.profiles.of(event.by),
          own: event.by === this.me.value?.id,
          mine: this.marks.find(conversation, event.seq),
          nameOf: (user) => this.profiles.of(user).name,
          quote: (seq) => this.#quoted(conversation, seq),
        });
      },
      ownChange: (change, conversation) =>
        this.marks.apply(conversation, change, this.me.value?.id),
      outgoing: (conversation, root) =>
        outgoingItems(outgoing(conversation), root, (seq) => this.#quoted(conversation, seq)),
    };
  }

  /** Takes what came beside the events of a page. */
  learn(
    conversation: ConversationId,
    { events, own, quotes, thread }: {
      events: readonly LogEvent[];
      own?: OwnMarks;
      quotes?: Quotes;
      thread?: { root: LogEvent };
    },
  ): void {
    this.marks.learn(conversation, thread ? [thread.root, ...events] : events, own);
    this.quotes.learn(conversation, quotes);
  }

  /** Applies changes to what is quoted; gives which events are drawn anew, if any are. */
  applyToQuotes(conversation: ConversationId, events: readonly LogEvent[]): Concerns | undefined {
    const changed = new Set<number>();
    for (const event of events) {
      if (isChange(event) && this.quotes.apply(conversation, event)) changed.add(event.target);
    }
    if (changed.size === 0) return undefined;
    return (event, id) => id === conversation && quotedBy(event).some((seq) => changed.has(seq));
  }

  /** The reader marked a message, here or elsewhere; gives which event is drawn anew. */
  marked(push: PushOf<"bookmark" | "voted">): Concerns {
    const { conversation, target } = push;
    if (push.type === "voted") this.marks.voted(conversation, target, push.options);
    else this.marks.bookmarked(conversation, target, push.bookmark);
    return (event, id) => id === conversation && event.seq === target;
  }

  /** The events that name somebody: what they did, and what quotes them. */
  naming(user: UserId): Concerns {
    return (event, conversation) =>
      event.by === user ||
      event.kind === "join" && event.addedBy === user ||
      event.kind === "message" && event.replies?.by.includes(user) === true ||
      quotedBy(event).some((seq) => this.quotes.find(conversation, seq)?.by === user);
  }

  /** From now on what vanishes is drawn anew when its time comes; what has vanished is at once. */
  watch(): void {
    this.stop();
    this.#vanishing = { at: Infinity };
    this.redraw((event, id) =>
      event.kind === "message" && vanishAt(event) !== undefined ||
      quotedBy(event).some((seq) => this.quotes.find(id, seq)?.vanishAt !== undefined)
    );
  }

  stop(): void {
    if (this.#vanishing !== "unwatched") this.#vanishing.timer?.cancel();
  }

  forget(conversation: ConversationId): void {
    this.marks.forget(conversation);
    this.quotes.forget(conversation);
  }

  #quoted(conversation: ConversationId, seq: number): Quoted | undefined {
    const quote = this.quotes.find(conversation, seq);
    const left = quote && this.#isOver(quote.vanishAt) && { text: "", gone: true };
    return quote && { ...quote, ...left, seq, author: this.profiles.of(quote.by) };
  }

  #unlessVanished(event: LogEvent): LogEvent {
    const at = event.kind === "message" ? vanishAt(event) : undefined;
    return event.kind === "message" && this.#isOver(at) ? emptied(event, at!) : event;
  }

  /** Whether that time has come; else what vanishes is drawn anew when it comes. */
  #isOver(at: number | undefined): boolean {
    if (at === undefined) return false;
    const inMs = at - this.clock.now();
    if (inMs <= 0) return true;
    if (this.#vanishing === "unwatched" || at >= this.#vanishing.at) return false;
    this.stop();
    this.#vanishing = {
      at,
      timer: this.clock.after(Math.min(inMs, MAX_WAIT_MS), () => this.watch()),
    };
    return false;
  }
}
