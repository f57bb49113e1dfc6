import type { LogEvent } from "../../lib/protocol/events.ts";
import { readClientFrame } from "../../lib/protocol/client_frames.ts";
import { readServerFrame, type ServerFrame } from "../../lib/protocol/server_frames.ts";

/** A message that the server said is stored. */
export interface Promised {
  conversation: string;
  by: string;
  id: string;
  seq: number;
}

/** Hears every frame of a run's clients and notes what the guarantees are about. */
export class Witness {
  readonly promised: Promised[] = [];
  /** What clients were shown, by conversation and seq: must be what the log says. */
  readonly shown = new Map<string, LogEvent>();
  readonly violations: string[] = [];

  constructor(private readonly heard: (frame: string) => void = () => {}) {}

  /** Hears one connection of a user; `received` gives what was read. */
  connection(user: string): {
    sent(text: string): void;
    received(text: string): ServerFrame | undefined;
  } {
    const sends = new Map<number, { conversation: string; id: string }>();
    const cursors = new Map<string, number>();
    return {
      sent: (text) => {
        const read = readClientFrame(text);
        if (read.is !== "frame") return this.#violate(`a client sent ${text}`);
        const { frame } = read;
        if (frame.type === "send" && frame.conversation) {
          sends.set(frame.ref, { conversation: frame.conversation, id: frame.id });
        }
        if (frame.type === "sync") {
          for (const [conversation, seq] of Object.entries(frame.since)) {
            cursors.set(conversation, seq);
          }
        }
      },
      received: (text) => {
        this.heard(text);
        const frame = readServerFrame(text);
        if (frame?.type === "events") this.#events(user, frame, cursors);
        if (frame?.type === "reply" && frame.ok) {
          const send = sends.get(frame.ref);
          if (send) this.promised.push({ ...send, by: user, seq: Number(frame.seq) });
        }
        return frame;
      },
    };
  }

  #events(
    user: string,
    { conversation, events, from }: { conversation: string; events: LogEvent[]; from?: number },
    cursors: Map<string, number>,
  ): void {
    if (from !== undefined) cursors.set(conversation, from - 1);
    for (const event of events) {
      const expected = (cursors.get(conversation) ?? event.seq - 1) + 1;
      if (event.seq !== expected) {
        this.#violate(`D4: ${user} was pushed ${event.seq} of ${conversation}, not ${expected}`);
      }
      cursors.set(conversation, event.seq);
      this.#show(conversation, event);
    }
  }

  #show(conversation: string, event: LogEvent): void {
    const place = `${conversation} ${event.seq}`;
    const before = this.shown.get(place);
    if (before && identity(before) !== identity(event)) {
      this.#violate(`D2: ${place} was ${identity(before)} and then ${identity(event)}`);
    }
    this.shown.set(place, event);
  }

  #violate(what: string): void {
    this.violations.push(what);
  }
}

/** What of an event never changes, whatever is folded into it later. */
export function identity(event: LogEvent): string {
  return `${event.kind} by ${event.by}${event.kind === "message" ? ` ${event.id}` : ""}`;
}
