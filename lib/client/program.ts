// The client for programs (B5): typed events, each once and in order, over connections that come back,
// and messages that go out once. Runs on Deno, on Node 22 and in browsers.
import type { RequestType } from "../protocol/client_frames.ts";
import type {
  ConversationId,
  ConversationSummary,
  EventBatch,
  EventKind,
  EventOf,
  Person,
  Profile,
} from "../protocol/events.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import { sleep, systemClock, systemRandom } from "../runtime/clock.ts";
import { backoffMs } from "../async/backoff.ts";
import { Client } from "./client.ts";
import { type Continuity, Feeds } from "./feeds.ts";
import { isPassing } from "./model.ts";
import { rejectionReasonOverHttp } from "./rejection_reason.ts";
import { type Fields, Lost } from "./requests.ts";
import { webSocketTransport } from "./transport.ts";

export { Refused } from "./model.ts";
export { Lost } from "./requests.ts";
export type { ConversationSummary, EventKind, EventOf, Person } from "../protocol/events.ts";

/** Where a program takes part, and as whom. */
export interface ProgramOptions {
  /** The server, as `https://chat.example.org`. */
  server: string;
  /** Of a bot or a session. In a browser the cookie says who one is, on pages of the server. */
  token?: string;
  /** From where it goes on (`cursors`); without it, from now. */
  since?: Record<ConversationId, number>;
}

/** A message to be sent; with an `id` (a UUID) of the program's own, it is one over restarts too. */
export type Outgoing = Omit<Fields<"send">, "conversation" | "to" | "id" | "text"> & {
  id?: string;
};

/** An event, and what may be done about it. */
export interface Told<K extends EventKind> {
  conversation: ConversationId;
  event: EventOf<K>;
  by: Person;
  /** Whether the program did it itself. */
  mine: boolean;
  /** Answers where it happened: in the same thread, if it was in one. */
  reply(text: string, more?: Outgoing): Promise<{ seq: number }>;
}

type Hear<K extends EventKind> = (told: Told<K>) => unknown;

const silent = { error: () => {}, info: () => {} };

/** A program that takes part. */
export class Palabre {
  readonly #client: Client;
  readonly #feeds: Feeds;
  readonly #since: Record<ConversationId, number>;
  readonly #hearers = new Map<EventKind, Set<Hear<EventKind>>>();
  /** The last send of each conversation: the next one follows it. */
  readonly #sends = new Map<string, Promise<unknown>>();
  readonly #over = Promise.withResolvers<void>();
  #me: Person | undefined;
  #conversations = new Map<ConversationId, ConversationSummary>();
  #stopped = false;

  constructor({ server, token, since = {} }: ProgramOptions) {
    const url = new URL("/ws", server);
    url.protocol = url.protocol.replace("http", "ws");
    const headers = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
    const runtime = { clock: systemClock, random: systemRandom, logger: silent };
    this.#since = since;
    this.#feeds = new Feeds(
      runtime,
      (fields) => this.#client.request("history", fields),
      (batch, how) => this.#deliver(batch, how),
    );
    this.#client = new Client({
      endpoint: {
        transport: webSocketTransport(WebSocket, headers),
        url: url.href,
        rejectionReason: rejectionReasonOverHttp((path) => fetch(new URL(path, server), headers)),
      },
      ...runtime,
      holds: () => ({ since: this.cursors }),
      onSync: (state) => this.#synced(state),
      onPush: (push) => {
        if (push.type === "events") this.#feeds.receive(push);
        if (push.type === "sync") this.#learn(push.conversations);
        if (push.type === "conversation") {
          if (push.gone) this.#forget(push.conversation.id);
          else this.#learn([push.conversation]);
        }
      },
    });
    this.#over.promise.catch(() => {}); // told by `start` and `ended`
    this.#client.state.subscribe((now) => {
      if (now.state === "waiting") this.#feeds.disconnected();
      if (now.state === "ended") this.#over.reject(new Error(now.message || now.reason));
    });
  }

  /** Connects; resolves once it is there. Rejects where the server does not take it. */
  async start(): Promise<this> {
    this.#client.start();
    await Promise.race([this.#client.connected(), this.#over.promise]);
    return this;
  }

  /** Resolves when it was stopped; rejects when the server ended it for good. */
  get ended(): Promise<void> {
    return this.#over.promise;
  }

  /** Leaves; what was not acknowledged is given up. */
  stop(): void {
    this.#stopped = true;
    this.#client.stop();
    this.#over.resolve();
  }

  /** Who it is, once it is connected. */
  get me(): Person | undefined {
    return this.#me;
  }

  /** Where it is. */
  get conversations(): ReadonlyMap<ConversationId, ConversationSummary> {
    return this.#conversations;
  }

  /** How far it was told, by conversation: keep it, and go on there (`since`). */
  get cursors(): Record<ConversationId, number> {
    const known = [...this.#conversations.keys()].flatMap((id) => {
      const position = this.#feeds.position(id);
      return position === undefined ? [] : [[id, position] as const];
    });
    return { ...this.#since, ...Object.fromEntries(known) };
  }

  /** Has somebody told of events of a kind. Gives what ends that. */
  on<K extends EventKind>(kind: K, hear: Hear<K>): () => void {
    const all = this.#hearers.get(kind) ?? new Set();
    this.#hearers.set(kind, all);
    const known = hear as unknown as Hear<EventKind>; // told of events of this kind alone
    all.add(known);
    return () => void all.delete(known);
  }

  /**
   * Sends a message, to a conversation by its id or a room’s name. It waits for a connection, is tried
   * until it is acknowledged, and stands there once (D3); those of a conversation keep their order.
   * Rejects with `Refused`, and with `Lost` where it is stopped before.
   */
  async send(to: ConversationId, text: string, more: Outgoing = {}): Promise<{ seq: number }> {
    const before = this.#sends.get(to) ?? Promise.resolve();
    const sent = before.then(
      () => this.#sendNow(to, text, more),
      () => this.#sendNow(to, text, more),
    );
    this.#sends.set(to, sent);
    return await sent;
  }

  /** Each try bears the same id, and what had been seen at the first (D3). */
  async #sendNow(to: string, text: string, more: Outgoing): Promise<{ seq: number }> {
    const message = { id: systemRandom.uuid(), ...more, text };
    let { after } = more;
    for (let tries = 1;; tries++) {
      if (this.#stopped) throw new Lost("Stopped");
      try {
        await Promise.race([this.#client.connected(), this.#over.promise]);
        const conversation = this.#idOf(to);
        // One of the program's own may have been sent in an earlier life: it is looked for further back.
        if (more.id === undefined) after ??= this.#feeds.position(conversation);
        const fields = { ...message, conversation, ...(after !== undefined && { after }) };
        return await this.#client.request("send", fields);
      } catch (error) {
        if (!(error instanceof Lost) && !isPassing(error) || this.#stopped) throw error;
        await sleep(systemClock, backoffMs(Math.min(tries, 6), systemRandom));
      }
    }
  }

  /** Any other request of the protocol. Rejects with `Refused`, and with `Lost` without a connection. */
  request<T extends RequestType>(type: T, fields: Fields<T>): Promise<ReplyOf<T>> {
    return this.#client.request(type, fields);
  }

  #idOf(to: string): ConversationId {
    if (this.#conversations.has(to)) return to;
    const name = to.replace(/^#/, "");
    for (const one of this.#conversations.values()) if (one.name === name) return one.id;
    return to;
  }

  #synced({ user, conversations }: ReplyOf<"sync">): void {
    this.#me = user;
    this.#conversations = new Map();
    this.#learn(conversations);
  }

  #learn(conversations: readonly ConversationSummary[]): void {
    for (const one of conversations) {
      this.#conversations.set(one.id, one);
      if (this.#feeds.position(one.id) === undefined) {
        this.#feeds.adopt(one.id, this.#since[one.id] ?? one.head);
      }
    }
  }

  #forget(conversation: ConversationId): void {
    this.#conversations.delete(conversation);
    this.#feeds.forget(conversation);
  }

  #deliver({ conversation, events, users }: EventBatch, _: Continuity): void {
    for (const event of events) {
      // Undefined, whether or not whoever checks these types has the compiler say so of every index.
      const profile: Profile | undefined = users[event.by];
      const by: Person = { id: event.by, ...(profile ?? { name: "", role: "member" }) };
      const thread = event.kind === "message" ? event.thread : undefined;
      const told: Told<EventKind> = {
        conversation,
        event,
        by,
        mine: event.by === this.#me?.id,
        reply: (text, more = {}) =>
          this.send(conversation, text, { ...(thread !== undefined && { thread }), ...more }),
      };
      for (const hear of this.#hearers.get(event.kind) ?? []) hear(told);
    }
  }
}
