import type { ConversationSummary, LogEvent } from "../../lib/protocol/events.ts";
import { isGroup } from "../../lib/store/conversations/groups.ts";
import { readClientFrame } from "../../lib/protocol/client_frames.ts";
import { readServerFrame, type ServerFrame } from "../../lib/protocol/server_frames.ts";

/** What is answered with the summary of a conversation that the user is in from then on. */
const ENTERS: ReadonlySet<string> = new Set(["open", "create", "join"]);

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
  /** The highest seq that a user was ever pushed, by user and conversation. */
  readonly #reached = new Map<string, number>();

  /** What the server refused for good, by who wrote it: it stands nowhere. */
  readonly refused = new Set<string>();
  /** How far users said that they had read, by user and conversation. */
  readonly #read = new Map<string, number>();
  readonly #opened = new Map<string, number>();
  /** The last seq that the newest connection of a user has, by user and conversation. */
  readonly #cursors = new Map<string, ReadonlyMap<string, number>>();

  constructor(private readonly heard: (frame: string) => void = () => {}) {}

  /** How many connections of a user there were. */
  opened(user: string): number {
    return this.#opened.get(user) ?? 0;
  }

  /** How far a user ever said that they had read a conversation. */
  readUpTo(user: string, conversation: string): number {
    return this.#read.get(`${user} ${conversation}`) ?? 0;
  }

  /** The highest seq of a conversation that a user was ever pushed. */
  reached(user: string, conversation: string): number {
    return this.#reached.get(`${user} ${conversation}`) ?? 0;
  }

  /** The last seq that the newest connection of a user has of a conversation it was told of. */
  cursor(user: string, conversation: string): number | undefined {
    return this.#cursors.get(user)?.get(conversation);
  }

  /** Hears one connection of a user; `received` gives what was read. */
  connection(user: string): {
    sent(text: string): void;
    received(text: string): ServerFrame | undefined;
  } {
    const sends = new Map<number, { conversation: string; id: string; text: string }>();
    const syncs = new Set<number>();
    this.#opened.set(user, this.opened(user) + 1);
    const leaves = new Map<number, string>();
    const entries = new Set<number>();
    const cursors = new Map<string, number>();
    this.#cursors.set(user, cursors);
    /** What the last `sync` asked to continue. */
    let continued = new Set<string>();
    /** D9: what the client does not hold begins at the head of its summary. */
    const begin = (summaries: ConversationSummary[], held: { has(id: string): boolean }) => {
      for (const { id, head } of summaries) if (!held.has(id)) cursors.set(id, head);
    };
    return {
      sent: (text) => {
        const read = readClientFrame(text);
        if (read.is !== "frame") return this.#violate(`a client sent ${text}`);
        const { frame } = read;
        if (frame.type === "send" && frame.conversation) {
          const { conversation, id, text } = frame;
          sends.set(frame.ref, { conversation, id, text });
        }
        if (frame.type === "read" && frame.thread === undefined) {
          const place = `${user} ${frame.conversation}`;
          this.#read.set(place, Math.max(frame.seq, this.#read.get(place) ?? 0));
        }
        if (frame.type === "leave" && frame.conversation) {
          leaves.set(frame.ref, frame.conversation);
        }
        if (ENTERS.has(frame.type) && "ref" in frame) entries.add(frame.ref);
        if (frame.type === "sync") {
          syncs.add(frame.ref);
          continued = new Set(Object.keys(frame.since));
          for (const [conversation, seq] of Object.entries(frame.since)) {
            cursors.set(conversation, seq);
          }
        }
      },
      received: (text) => {
        this.heard(text);
        const frame = readServerFrame(text);
        if (frame?.type === "events") this.#events(user, frame, cursors);
        if (frame?.type === "sync") begin(frame.conversations, continued);
        if (frame?.type === "conversation") {
          // Who left and comes again begins anew, at the head of the first summary then (D9).
          if (frame.gone) cursors.delete(frame.conversation.id);
          else begin([frame.conversation], cursors);
        }
        if (frame?.type === "reply" && !frame.ok) {
          const send = sends.get(frame.ref);
          if (send && isForGood(frame.error.code, send.conversation)) {
            this.refused.add(`${user} ${send.text}`);
          }
        }
        if (frame?.type === "reply" && frame.ok) {
          const send = sends.get(frame.ref);
          if (send) {
            const { conversation, id } = send;
            this.promised.push({ conversation, id, by: user, seq: Number(frame.seq) });
          }
          if (syncs.has(frame.ref)) begin(summariesIn(frame), continued);
          cursors.delete(leaves.get(frame.ref) ?? "");
          if (entries.has(frame.ref)) begin(summariesIn(frame), cursors);
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
      const before = cursors.get(conversation);
      const expected = before === undefined ? "told of it (D9)" : before + 1;
      if (event.seq !== expected) {
        this.#violate(`D4: ${user} was pushed ${event.seq} of ${conversation}, not ${expected}`);
      }
      cursors.set(conversation, event.seq);
      this.#show(conversation, event);
    }
    const newest = cursors.get(conversation) ?? 0;
    this.#reached.set(
      `${user} ${conversation}`,
      Math.max(newest, this.reached(user, conversation)),
    );
  }

  #show(conversation: string, event: LogEvent): void {
    const place = `${conversation} ${event.seq}`;
    const before = this.shown.get(place);
    if (before && !isSame(before, event)) {
      this.#violate(`D2: ${place} was ${said(before)} and then ${said(event)}`);
    }
    this.shown.set(place, event);
  }

  #violate(what: string): void {
    this.violations.push(what);
  }
}

/** Its thread is gone; or a group, which they left: nobody else ever stops to write somewhere. */
function isForGood(code: string, conversation: string): boolean {
  return code === "unknown-message" || (code === "unknown-conversation" && isGroup(conversation));
}

/** The summaries in a reply to `sync`, or to a request that enters a conversation. */
function summariesIn(reply: object): ConversationSummary[] {
  const { conversations, conversation } = reply as {
    conversations?: ConversationSummary[];
    conversation?: ConversationSummary;
  };
  return conversations ?? (conversation ? [conversation] : []);
}

/** Whether two sights of one place are of one event; a change of a message is folded into it. */
export function isSame(a: LogEvent, b: LogEvent): boolean {
  if (a.kind !== b.kind || a.by !== b.by) return false;
  if (a.kind !== "message" || b.kind !== "message") return true;
  const changed = [a, b].some(({ editedAt, deletedAt }) => editedAt ?? deletedAt);
  return a.id === b.id && (changed || a.text === b.text);
}

function said(event: LogEvent): string {
  return `${event.kind} by ${event.by}${event.kind === "message" ? ` ${event.id}` : ""}`;
}
