import { LRUCache } from "lru-cache";
import type { ConversationId, EventBatch, LogEvent } from "../protocol/events.ts";
import type { ServerFrame } from "../protocol/server_frames.ts";
import { plainText } from "../text/plain.ts";

/** Frames that are kept as they were read: one batch goes to all who follow, in one turn. */
const FRAMES_KEPT = 64;
/** Messages whose first words are kept, to say what somebody reacted to. */
const WORDS_KEPT = 5_000;
/** How much of a message such a line repeats, in code points. */
const WORDS_LENGTH = 60;

/**
 * Reads the frames of this process's own hub for all sessions: what 500 of them are pushed is read
 * once. Also knows how recent messages begin.
 */
export class SharedFrames {
  readonly #frames = new LRUCache<string, ServerFrame>({ max: FRAMES_KEPT });
  readonly #words = new LRUCache<string, string>({ max: WORDS_KEPT });

  read(text: string): ServerFrame {
    const known = this.#frames.get(text);
    if (known) return known;
    const frame = JSON.parse(text) as ServerFrame; // made by the hub of this process
    if (frame.type === "events") {
      this.#frames.set(text, frame);
      this.#note(frame);
    }
    return frame;
  }

  /** How a message begins, if it was told lately and stands. */
  wordsOf(conversation: ConversationId, seq: number): string | undefined {
    return this.#words.get(`${conversation} ${seq}`);
  }

  #note({ conversation, events }: Pick<EventBatch, "conversation" | "events">): void {
    for (const event of events) this.#noteOne(conversation, event);
  }

  #noteOne(conversation: ConversationId, event: LogEvent): void {
    if (event.kind === "message" && event.deletedAt === undefined) {
      this.#words.set(`${conversation} ${event.seq}`, firstWords(event.text));
    } else if (event.kind === "edit" && event.text) {
      this.#words.set(`${conversation} ${event.target}`, firstWords(event.text));
    } else if (event.kind === "delete" || event.kind === "move") {
      this.#words.delete(`${conversation} ${event.target}`);
    }
  }
}

/** How a text begins, in one line. */
export function firstWords(text: string): string {
  const line = plainText(text).replace(/\s+/g, " ").trim();
  const points = [...line.slice(0, 2 * WORDS_LENGTH + 2)];
  if (points.length <= WORDS_LENGTH) return line;
  return `${points.slice(0, WORDS_LENGTH - 1).join("")}…`;
}
