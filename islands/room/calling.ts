import type { ConversationId, ConversationSummary } from "../../lib/protocol/events.ts";
import { callsOf } from "../../lib/ui/page_title.ts";
import type { Clock, Timer } from "../../lib/world/world.ts";

/**
 * A conversation calls only after this long: another tab of the browser, in which it is read, says so
 * at most once a second.
 */
export const CALL_AFTER_MS = 2000;

interface Heard {
  conversation: ConversationSummary;
  calls: number;
  /** As many were seen, or called already. */
  known: number;
  timer?: Timer;
}

/** Calls whoever looks away, once for what came to a conversation and stays unread. */
export class Calling {
  #heard = new Map<ConversationId, Heard>();

  /** `conversations`: as they stand at the beginning; of those nothing calls. */
  constructor(
    readonly clock: Clock,
    conversations: readonly ConversationSummary[],
    readonly call: (conversation: ConversationSummary) => void,
  ) {
    this.hear(conversations, true);
  }

  /** How the conversations stand now, and whether the person looks at them. */
  hear(conversations: readonly ConversationSummary[], looking: boolean): void {
    const before = this.#heard;
    this.#heard = new Map();
    for (const conversation of conversations) {
      const { id } = conversation;
      const last = before.get(id) ?? { calls: 0, known: 0 };
      before.delete(id);
      const calls = callsOf([conversation]);
      const known = looking ? calls : Math.min(last.known, calls);
      const now: Heard = { ...last, conversation, calls, known };
      this.#heard.set(id, now);
      // Fewer than before: somebody reads, and what is left may be read next.
      if (calls === known || calls < last.calls) {
        now.timer?.cancel();
        now.timer = undefined;
      }
      if (calls > known) now.timer ??= this.clock.after(CALL_AFTER_MS, () => this.#ring(id));
    }
    for (const { timer } of before.values()) timer?.cancel();
  }

  stop(): void {
    for (const { timer } of this.#heard.values()) timer?.cancel();
    this.#heard.clear();
  }

  #ring(id: ConversationId): void {
    const heard = this.#heard.get(id);
    if (!heard) return;
    heard.timer = undefined;
    heard.known = heard.calls;
    this.call(heard.conversation);
  }
}
