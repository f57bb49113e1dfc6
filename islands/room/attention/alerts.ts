import type { ConversationId, ConversationSummary } from "../../../lib/protocol/events.ts";
import { alertCount } from "../../../lib/ui/room/calls.ts";
import type { Clock, Timer } from "../../../lib/runtime/clock.ts";

/** An alert waits this long: a tab in which the conversation is read says so once a second. */
export const ALERT_AFTER_MS = 2000;

interface Watched {
  conversation: ConversationSummary;
  /** Unread messages that deserve an alert. */
  count: number;
  /** How many of them were seen, or alerted already. */
  known: number;
  timer?: Timer;
}

/** Alerts a person who looks away: once for what arrives in a conversation and stays unread. */
export class Alerts {
  #watched = new Map<ConversationId, Watched>();

  /** `conversations`: as they stand at the start, which alerts nobody. */
  constructor(
    readonly clock: Clock,
    conversations: readonly ConversationSummary[],
    readonly alert: (conversation: ConversationSummary) => void,
  ) {
    this.update(conversations, true);
  }

  /** The conversations as they are now, and whether the person looks at them. */
  update(conversations: readonly ConversationSummary[], looking: boolean): void {
    const before = this.#watched;
    this.#watched = new Map();
    for (const conversation of conversations) {
      const { id } = conversation;
      const last = before.get(id) ?? { count: 0, known: 0 };
      before.delete(id);
      const count = alertCount([conversation]);
      const known = looking ? count : Math.min(last.known, count);
      const now: Watched = { ...last, conversation, count, known };
      this.#watched.set(id, now);
      // Fewer than before: somebody reads, and what is left may be read next.
      if (count === known || count < last.count) {
        now.timer?.cancel();
        now.timer = undefined;
      }
      if (count > known) now.timer ??= this.clock.after(ALERT_AFTER_MS, () => this.#alert(id));
    }
    for (const { timer } of before.values()) timer?.cancel();
  }

  stop(): void {
    for (const { timer } of this.#watched.values()) timer?.cancel();
    this.#watched.clear();
  }

  #alert(id: ConversationId): void {
    const watched = this.#watched.get(id);
    if (!watched) return;
    watched.timer = undefined;
    watched.known = watched.count;
    this.alert(watched.conversation);
  }
}
