import type { Clock, Timer } from "../../../lib/runtime/clock.ts";
import type {
  ConversationId,
  ConversationSummary,
  EventBatch,
  MessageEvent,
  UserId,
} from "../../../lib/protocol/events.ts";
import { standsInTimeline } from "../../../lib/protocol/threads.ts";

/** An alert waits this long: a tab in which the conversation is read says so once a second. */
export const ALERT_AFTER_MS = 2000;

interface Waiting {
  /** Messages of others that came and were not read yet, by seq. */
  events: Map<number, MessageEvent>;
  timer: Timer;
}

/** Gathers what arrives in each conversation, and alerts once of what nobody read for a while. */
export class Alerts {
  readonly #waiting = new Map<ConversationId, Waiting>();

  constructor(
    readonly clock: Clock,
    readonly alert: (conversation: ConversationId, events: readonly MessageEvent[]) => void,
  ) {}

  /** Events came, of any conversation; `me`: whose own messages are nothing new. */
  arrived({ conversation, events }: EventBatch, me: UserId | undefined): void {
    for (const event of events) {
      if (event.kind === "delete" || event.kind === "move") {
        this.#drop(conversation, (seq) => seq === event.target);
      }
      if (event.kind === "message" && event.by !== me) this.#add(conversation, event);
    }
  }

  /** The conversations as they are now: what was read alerts nobody. */
  update(conversations: readonly ConversationSummary[]): void {
    const left = new Map(conversations.map((one) => [one.id, one]));
    for (const id of [...this.#waiting.keys()]) {
      const { read = Infinity } = left.get(id) ?? {};
      // A reply that stands in its thread alone is read there.
      this.#drop(id, (seq, event) => seq <= read && (read === Infinity || standsInTimeline(event)));
    }
  }

  /** The person looks now, and sees what waits; or nothing is to be told any more. */
  forget(): void {
    for (const { timer } of this.#waiting.values()) timer.cancel();
    this.#waiting.clear();
  }

  #add(id: ConversationId, event: MessageEvent): void {
    const waiting = this.#waiting.get(id) ?? { events: new Map(), timer: this.#wait(id) };
    waiting.events.set(event.seq, event);
    this.#waiting.set(id, waiting);
  }

  /** Somebody reads: what is left may be read next. */
  #drop(id: ConversationId, gone: (seq: number, event: MessageEvent) => boolean): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    const before = waiting.events.size;
    for (const [seq, event] of waiting.events) if (gone(seq, event)) waiting.events.delete(seq);
    if (waiting.events.size === before) return;
    waiting.timer.cancel();
    if (waiting.events.size === 0) this.#waiting.delete(id);
    else waiting.timer = this.#wait(id);
  }

  #wait(id: ConversationId): Timer {
    return this.clock.after(ALERT_AFTER_MS, () => {
      const events = [...this.#waiting.get(id)?.events.values() ?? []];
      this.#waiting.delete(id);
      this.alert(id, events);
    });
  }
}
