// A connection that is read alone: server-sent events (WHATWG HTML), for programs in one line (B4).
import type { ConversationId, LogEvent, Profiles } from "../protocol/events.ts";
import { MAX_BUFFERED_BYTES } from "../protocol/limits.ts";
import { type Clock, every, type Timer } from "../runtime/clock.ts";
import type { Socket, SocketListener } from "./socket.ts";

/** A comment that says that the line still stands: proxies end what is silent for long. */
const HEARTBEAT_MS = 15_000;
/** `sync` is the only request that a stream makes. */
const SYNC_REF = 1;
/** Conversations of one stream: the id of each event says how far it is in all of them. */
export const MAX_STREAMED = 100;

/** How far somebody has read, by conversation. */
export type Cursors = Map<ConversationId, number>;

/** The cursors of a `Last-Event-ID`; `undefined` where it is none of ours. */
export function readCursors(id: string): Cursors | undefined {
  const parts = id === "" ? [] : id.split(",");
  if (parts.length > MAX_STREAMED) return undefined;
  const cursors: Cursors = new Map();
  for (const part of parts) {
    const [, conversation, seq] = /^([\w.:-]{1,100}):(\d{1,15})$/.exec(part) ?? [];
    if (conversation === undefined) return undefined;
    cursors.set(conversation, Number(seq));
  }
  return cursors;
}

/** What a frame of the protocol may hold that a stream tells. */
interface Frame {
  type: string;
  ok?: boolean;
  more?: boolean;
  conversations?: Conversation[];
  conversation?: ConversationId | (Conversation & object);
  gone?: boolean;
  events?: LogEvent[];
  users?: Profiles;
  from?: number;
  reason?: string;
  retryAfterMs?: number;
}

interface Conversation {
  id: ConversationId;
  name?: string;
  head: number;
}

/** What a stream is made of. */
export interface EventStreamParts {
  accept(socket: Socket): SocketListener;
  clock: Clock;
  /** From where it goes on. */
  since: Cursors;
  /** Of these alone, by id or name; of all where none is named. */
  only: readonly string[];
}

/** Opens one; its events are bytes of `text/event-stream`. */
export function openEventStream(parts: EventStreamParts): ReadableStream<Uint8Array<ArrayBuffer>> {
  let stream: EventStream;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => void (stream = new EventStream(parts, controller)),
    cancel: () => stream.gone(),
  }, new ByteLengthQueuingStrategy({ highWaterMark: MAX_BUFFERED_BYTES }));
}

const text = new TextEncoder();

class EventStream implements Socket {
  readonly #listener: SocketListener;
  readonly #heartbeat: Timer;
  readonly #cursors: Cursors;
  /** Ids of what is told, where not all is. */
  readonly #told = new Set<ConversationId>();
  #state: "beginning" | "open" | "closed" = "beginning";
  #names: Conversation[] = [];

  constructor(
    private readonly parts: EventStreamParts,
    private readonly controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>,
  ) {
    this.#cursors = new Map(parts.since);
    this.#heartbeat = every(parts.clock, HEARTBEAT_MS, () => this.#write(":\n\n"));
    this.#listener = parts.accept(this);
    const since = Object.fromEntries(parts.since);
    this.#listener.text(JSON.stringify({ type: "sync", ref: SYNC_REF, since }));
  }

  get bufferedAmount(): number {
    return Math.max(0, MAX_BUFFERED_BYTES - (this.controller.desiredSize ?? MAX_BUFFERED_BYTES));
  }

  send(data: string): void {
    const frame: Frame = JSON.parse(data); // our own
    switch (frame.type) {
      case "reply":
      case "sync":
        return this.#begin(frame);
      case "conversation":
        return this.#moved(frame);
      case "events":
        return this.#events(frame);
      case "goodbye": {
        const { reason, retryAfterMs } = frame;
        const retry = retryAfterMs === undefined ? "" : `retry: ${retryAfterMs}\n`;
        return this.#write(`${retry}event: goodbye\ndata: ${JSON.stringify({ reason })}\n\n`);
      }
    }
  }

  close(code: number): void {
    if (this.#state === "closed") return;
    this.#end();
    this.controller.close();
    // As of a socket, later: whoever closes it is not done yet.
    queueMicrotask(() => this.#listener.closed(code));
  }

  /** The reader went. */
  gone(): void {
    this.#end();
    this.#listener.closed();
  }

  #end(): void {
    this.#state = "closed";
    this.#heartbeat.cancel();
  }

  #begin({ ok = true, conversations = [], more }: Frame): void {
    if (!ok) return;
    for (const one of conversations) this.#know(one);
    this.#names.push(...conversations);
    if (more || this.#state !== "beginning") return;
    this.#state = "open";
    const told = this.#names.filter(({ id }) => this.#tells(id));
    for (const id of this.#cursors.keys()) {
      if (!told.some((one) => one.id === id)) this.#cursors.delete(id);
    }
    const shown = told.map(({ id, name }) => ({ id, ...(name !== undefined && { name }) }));
    this.#tell("ready", { conversations: shown });
    this.#names = [];
  }

  /** From where a conversation is told: from where the reader was, else from now. */
  #know({ id, name, head }: Conversation): void {
    const { only } = this.parts;
    if (only.length > 0 && !only.includes(id) && !only.includes(name ?? id)) return;
    if (!this.#cursors.has(id) && this.#cursors.size >= MAX_STREAMED) return;
    this.#told.add(id);
    if (!this.#cursors.has(id)) this.#cursors.set(id, head);
  }

  #tells(id: ConversationId): boolean {
    return this.#told.has(id);
  }

  #moved({ conversation, gone }: Frame): void {
    if (typeof conversation !== "object") return;
    if (!gone) return this.#know(conversation);
    this.#told.delete(conversation.id);
    this.#cursors.delete(conversation.id);
  }

  #events({ conversation, events = [], users = {}, from }: Frame): void {
    if (typeof conversation !== "string" || !this.#tells(conversation)) return;
    if (from !== undefined) this.#tell("gap", { conversation, from });
    for (const event of events) {
      this.#cursors.set(conversation, event.seq);
      const { name, bot } = users[event.by] ?? {};
      const by = { id: event.by, ...(name !== undefined && { name }), ...(bot && { bot }) };
      this.#tell(event.kind, { conversation, by, event });
    }
  }

  #tell(name: string, data: object): void {
    const id = [...this.#cursors].map(([conversation, seq]) => `${conversation}:${seq}`).join();
    this.#write(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #write(data: string): void {
    if (this.#state === "closed") return;
    this.controller.enqueue(text.encode(data));
  }
}
