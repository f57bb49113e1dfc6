import type { Announcer } from "../chat/chat.ts";
import type { ConversationId } from "../protocol/events.ts";
import { TYPING_MS } from "../protocol/limits.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Connection } from "./connection.ts";

/** Where others were told that somebody types, and until when they believe it. */
interface Place {
  conversation: ConversationId;
  thread: number | undefined;
  until: number;
}

/**
 * Ends what others were told of typing with the connection that it came from, or with the membership:
 * whoever was sent out, signed out or left is not typing.
 */
export class TypingEnds {
  readonly #places = new WeakMap<Connection, Map<string, Place>>();

  constructor(
    private readonly parts: { announcer: Pick<Announcer, "announce">; clock: Clock },
  ) {}

  /** Others were told that this connection's user types there. */
  told(connection: Connection, conversation: ConversationId, thread?: number): void {
    const now = this.parts.clock.elapsed();
    const places = this.#places.get(connection) ?? new Map<string, Place>();
    for (const [key, { until }] of places) if (until <= now) places.delete(key);
    places.set(`${conversation} ${thread}`, { conversation, thread, until: now + TYPING_MS });
    this.#places.set(connection, places);
  }

  /** The user of a connection types there no more, or nowhere if no conversation is given. */
  end(connection: Connection, conversation?: ConversationId): void {
    const places = this.#places.get(connection);
    if (!places) return;
    const now = this.parts.clock.elapsed();
    const ended = [...places].filter(([, place]) =>
      conversation === undefined || place.conversation === conversation
    );
    for (const [key] of ended) places.delete(key);
    const user = connection.actor.user.id;
    const told = ended.flatMap(([, { conversation, thread, until }]) =>
      until <= now ? [] : [{
        topic: `conversation:${conversation}` as const,
        message: {
          type: "typing-ended" as const,
          conversation,
          user,
          ...(thread !== undefined && { thread }),
        },
      }]
    );
    if (told.length > 0) this.parts.announcer.announce(told);
  }
}
