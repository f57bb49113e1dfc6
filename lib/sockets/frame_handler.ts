import type { Chat, Presence } from "../chat/chat.ts";
import { frameRefusal } from "../chat/identity/bot_scopes.ts";
import { Semaphore } from "../async/semaphore.ts";
import { CloseCode } from "../protocol/close_codes.ts";
import {
  type ClientFrame,
  readClientFrame,
  type Request,
  type Signal,
} from "../protocol/client_frames.ts";
import { ChatError } from "../protocol/errors.ts";
import { MAX_FRAME_BYTES, MAX_INVALID_FRAMES } from "../protocol/limits.ts";
import { Unavailable } from "../kv/kv.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Connection } from "./connection.ts";
import { exceedsBytes } from "./frame_size.ts";
import type { Hub } from "./hub.ts";
import type { Memberships } from "./memberships.ts";
import type { Rates } from "./rates.ts";
import { Answer, errorOf, tooFast, wireError } from "./reply.ts";
import { appends, dispatch } from "./dispatch.ts";
import type { Effects } from "./dispatch/handler.ts";
import type { SocketListener } from "./socket.ts";
import { sync } from "./sync.ts";

/** Requests of one connection that may be under way at once. */
const MAX_UNDER_WAY = 256;
/** Pages of history that one connection reads at once: each may take 3 MB before it is cut (D6). */
const PAGES_AT_ONCE = 4;
/** `retryAfterMs` for a client with too many requests under way. */
const CROWDED_RETRY_MS = 1_000;
/** `retryAfterMs` for a client that is closed for flooding. */
const FLOODING_RETRY_MS = 10_000;

/** Frames that show which conversation a person looks at. */
const SHOWS_PLACE: ReadonlySet<ClientFrame["type"]> = new Set<ClientFrame["type"]>([
  "read",
  "send",
  "typing",
]);

export interface FrameHandlerParts {
  chat: Chat;
  presence: Presence;
  hub: Hub;
  memberships: Memberships;
  rates: Rates;
  /** Tells a connection that is synced what others like it were told before it came. */
  catchUp: (connection: Connection, emoji: string | undefined) => void;
  logger: Logger;
}

/** Reads what one client sends: each request gets one reply (T2, T4, T5 and the rates). */
export class FrameHandler implements SocketListener {
  #invalid = 0;
  #underWay = 0;
  /** `sync` requests are answered one after the other. */
  #synced: Promise<unknown>;
  readonly #rate: ReturnType<Rates["connection"]>;
  readonly #pages = new Semaphore({ concurrency: PAGES_AT_ONCE, maxQueued: MAX_UNDER_WAY });

  constructor(
    private readonly connection: Connection,
    private readonly parts: FrameHandlerParts,
    /** Resolves once changes that concern the user are heard here; `sync` waits for it. */
    admitted: Promise<unknown>,
  ) {
    this.#synced = admitted;
    this.#rate = parts.rates.connection();
  }

  text(data: string): void {
    if (this.connection.ended) return;
    if (exceedsBytes(data, MAX_FRAME_BYTES)) {
      return this.connection.refuseFrame(CloseCode.tooLarge);
    }
    if (this.#rate.frame() > 0) {
      return this.connection.end({ reason: "flooding", retryAfterMs: FLOODING_RETRY_MS });
    }
    const read = readClientFrame(data);
    if (read.is === "frame") return this.#take(read.frame);
    if (read.is === "invalid") return this.#refuseInvalid(read.ref, read.field);
    // Without a ref it is a signal of a newer client, and gets no answer (T4).
    if (read.ref === undefined) return;
    const { locale } = this.connection;
    this.#answer(read.ref).refuse(wireError(locale, "unknown-type", { type: read.type }));
  }

  binary(): void {
    this.connection.refuseFrame(CloseCode.unsupportedData);
  }

  closed(code?: number): void {
    this.connection.gone(code);
  }

  #take(frame: ClientFrame): void {
    if (SHOWS_PLACE.has(frame.type) && "conversation" in frame) {
      this.connection.place = frame.conversation;
    }
    const { locale, actor } = this.connection;
    const { rates } = this.parts;
    const isSend = "ref" in frame && appends(frame);
    const waitMs = isSend ? rates.send(actor) : rates.work(actor, 1);
    const refused = frameRefusal(actor, frame.type);
    if (frame.type === "typing" || frame.type === "presence") {
      if (waitMs > 0 || refused) return; // a signal that comes too soon is dropped
      return frame.type === "typing"
        ? this.#typing(frame.conversation, frame.thread)
        : this.#presence(frame);
    }
    const answer = this.#answer(frame.ref);
    if (this.#underWay >= MAX_UNDER_WAY) return answer.refuse(tooFast(locale, CROWDED_RETRY_MS));
    if (waitMs > 0) return answer.refuse(tooFast(locale, waitMs));
    if (refused) return answer.refuse(errorOf(refused, this.connection, this.parts.logger));
    this.#underWay++;
    this.#run(frame, answer).then(this.#ended, (error) => {
      this.#ended();
      answer.refuse(errorOf(error, this.connection, this.parts.logger));
    });
  }

  readonly #ended = (): void => {
    this.#underWay--;
  };
  readonly #follow: Effects["follow"] = (conversation) =>
    void this.parts.memberships.follow(this.connection, conversation);
  readonly #left: Effects["left"] = (conversation) =>
    this.parts.memberships.left(this.connection, conversation);
  readonly #look: Effects["look"] = (...shown) => this.parts.hub.look(this.connection, ...shown);

  /** Begins at once. No function of its own waits for it: thousands are under way. */
  #run(request: Request, to: Answer): Promise<void> {
    const { connection, parts: { chat } } = this;
    const reply = (body: object) => to.ok(body);
    if (request.type === "sync") {
      const mine = this.#synced.then(() => sync(connection, request, this.parts, reply));
      this.#synced = mine.catch(() => {}); // its own request reports it; the next one goes on
      return mine;
    }
    const effects: Effects = {
      reply,
      follow: this.#follow,
      left: this.#left,
      look: this.#look,
    };
    if (request.type !== "history") {
      return dispatch(request, connection.actor, chat, effects);
    }
    return this.#pages.run(async () => {
      if (!connection.ended) await dispatch(request, connection.actor, chat, effects);
    });
  }

  #typing(conversation: string, thread?: number): void {
    if (this.#rate.typing() > 0) return;
    const { connection, parts: { chat, hub: { typing } } } = this;
    const follows = () => connection.subscriptions.has(conversation);
    const followed = follows();
    chat.typing(connection.actor, conversation, thread).then((isTold) => {
      if (!isTold) return;
      typing.told(connection, conversation, thread);
      // Meanwhile they left, or were sent out.
      if (connection.ended || (followed && !follows())) typing.end(connection, conversation);
    }).catch((error) => this.#signalFailed(error));
  }

  #presence(signal: Extract<Signal, { type: "presence" }>): void {
    const { connection, parts: { chat, presence } } = this;
    const { state, status, until } = signal;
    if (state) presence.report(connection.actor.user.id, connection.id, state);
    if (status === undefined) return;
    chat.setStatus(connection.actor, { status, until })
      .catch((error) => this.#signalFailed(error));
  }

  /** A signal gets no answer: only what should not happen is reported. */
  #signalFailed(error: unknown): void {
    if (error instanceof ChatError || error instanceof Unavailable) return;
    this.parts.logger.error("a signal failed", error);
  }

  #refuseInvalid(ref: number | undefined, field: string): void {
    if (ref !== undefined && ++this.#invalid < MAX_INVALID_FRAMES) {
      const { locale } = this.connection;
      return this.#answer(ref).refuse(wireError(locale, "invalid-field", { field }));
    }
    this.connection.end({ reason: "protocol-error" });
  }

  #answer(ref: number): Answer {
    return new Answer(ref, (reply) => this.connection.send(reply));
  }
}
