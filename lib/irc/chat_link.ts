import { TokenBucket } from "../async/token_bucket.ts";
import type { Actor } from "../chat/chat.ts";
import type { Locale } from "../i18n/locale.ts";
import type { RequestOf, RequestType, Signal } from "../protocol/client_frames.ts";
import type { Rate } from "../protocol/limits.ts";
import type { Push, Reply, ReplyOf, WireError } from "../protocol/server_frames.ts";
import { CloseCode } from "../protocol/close_codes.ts";
import { sleep } from "../runtime/clock.ts";
import type { AcceptedSocket, Socket } from "../sockets/socket.ts";
import type { IrcGateway, LineTransport } from "./gateway.ts";

/** Slower than the rate of frames, so that what the gateway asks by itself never floods. */
const PACE: Rate = { burst: 60, everyMs: 60 };
/** A request that came too soon is asked again after the time that the server gives, so often. */
const MAX_TRIES = 20;
/** Who is to wait longer is told so. */
const MAX_WAIT_MS = 5_000;

/** The chat said no. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(readonly error: WireError) {
    super(error.message);
  }
}

/** What a session is told by the chat. */
export interface ChatListener {
  push(frame: Push): void;
  /** The connection is over; a `goodbye` said why, if there was a reason. */
  closed(): void;
}

type Unnumbered<T extends RequestType> = Omit<RequestOf<T>, "type" | "ref">;

/**
 * A session's connection to the chat: a socket of the hub like those of browsers, under the same
 * rates, limits, sanctions and checks, that ends within this process.
 */
export class ChatLink {
  #socket: AcceptedSocket | undefined;
  readonly #asAdmitted: Actor;
  readonly #waiting = new Map<number, PromiseWithResolvers<Reply>>();
  readonly #pace: TokenBucket;
  #refs = 0;
  #closed = false;

  constructor(
    private readonly gateway: Pick<IrcGateway, "instance" | "frames" | "clock" | "logger">,
    { actor, locale }: { actor: Actor; locale: Locale },
    transport: Pick<LineTransport, "bufferedAmount">,
    private readonly listener: ChatListener,
  ) {
    this.#pace = new TokenBucket(PACE, gateway.clock);
    this.#asAdmitted = actor;
    const end: Socket = {
      send: (text) => this.#hear(text),
      close: () => this.#close(),
      get bufferedAmount() {
        return transport.bufferedAmount;
      },
    };
    const socket = gateway.instance.accept(end, actor, locale);
    this.#socket = socket;
    if (this.#closed) socket.closed(CloseCode.normal); // it was not taken
  }

  /** Who acts over it, as of now: a role that was taken away does nothing more. */
  get actor(): Actor {
    return this.#socket?.actor ?? this.#asAdmitted;
  }

  /** Asks, and again where it came too soon. Rejects with `Refused`. */
  async ask<T extends RequestType>(type: T, request: Unnumbered<T>): Promise<ReplyOf<T>> {
    for (let tries = 1;; tries++) {
      const reply = await this.#askOnce({ type, ...request });
      if (reply.ok) return reply as unknown as ReplyOf<T>; // what the hub answers this type with
      const { retryAfterMs = Infinity } = reply.error;
      const again = reply.error.code === "rate-limited" && retryAfterMs <= MAX_WAIT_MS;
      if (!again || tries === MAX_TRIES || this.#closed) throw new Refused(reply.error);
      await sleep(this.gateway.clock, retryAfterMs);
    }
  }

  /** Says what has no answer: how the user is as soon as may be, that they type now or never. */
  signal(signal: Signal): void {
    if (this.#closed) return;
    const waitMs = this.#pace.take();
    if (waitMs === 0) return this.#socket?.text(JSON.stringify(signal));
    if (signal.type === "presence") this.gateway.clock.after(waitMs, () => this.signal(signal));
  }

  /** The client went: on purpose, or it was lost. */
  leave(how: "left" | "lost"): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket?.closed(how === "left" ? CloseCode.normal : CloseCode.abnormal);
    this.#forget();
  }

  async #askOnce(request: object): Promise<Reply> {
    for (let waitMs = this.#pace.take(); waitMs > 0; waitMs = this.#pace.take()) {
      await sleep(this.gateway.clock, waitMs);
    }
    const ref = ++this.#refs;
    const answer = Promise.withResolvers<Reply>();
    if (this.#closed) return gone(ref);
    this.#waiting.set(ref, answer);
    this.#socket?.text(JSON.stringify({ ...request, ref }));
    return await answer.promise;
  }

  #hear(text: string): void {
    if (this.#closed) return;
    try {
      const frame = this.gateway.frames.read(text);
      if (frame.type !== "reply") return this.listener.push(frame);
      this.#waiting.get(frame.ref)?.resolve(frame);
      this.#waiting.delete(frame.ref);
    } catch (error) {
      this.gateway.logger.error("an IRC client could not be told something", error);
    }
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#forget();
    this.listener.closed();
    this.#socket?.closed(CloseCode.normal); // now the hub counts it as closed
  }

  #forget(): void {
    for (const [ref, { resolve }] of this.#waiting) resolve(gone(ref));
    this.#waiting.clear();
  }
}

function gone(ref: number): Reply {
  const error: WireError = { code: "unavailable", message: "The connection has ended." };
  return { type: "reply", ref, ok: false, error };
}
