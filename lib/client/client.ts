import { type ReadonlySignal, signal } from "@preact/signals";
import type { RequestType, Signal as SignalFrame } from "../protocol/client_frames.ts";
import { CloseCode } from "../protocol/close_codes.ts";
import {
  type Push,
  type PushOf,
  readServerFrame,
  type ReplyOf,
} from "../protocol/server_frames.ts";
import { type Logger, stderrLogger } from "../runtime/logger.ts";
import type { Clock, Random, Timer } from "../runtime/clock.ts";
import { backoffMs } from "../async/backoff.ts";
import { closeAction } from "./after_close.ts";
import { type ConnectionState, type Outage, Refused } from "./model.ts";
import { ASK_AFTER_FAILURES, type AskRejectionReason, kickDelayMs } from "./rejection_reason.ts";
import { type Fields, Lost, readReply, Requests } from "./requests.ts";
import { type SyncPart, SyncParts } from "./sync_parts.ts";
import type { Socket, Transport } from "./transport.ts";
import { Watchdog } from "./watchdog.ts";

/** From opening the socket to `welcome`. */
export const CONNECT_TIMEOUT_MS = 15_000;
/** Online for this long, a connection is stable: the next loss begins with the shortest wait. */
const STABLE_MS = 60_000;
/** Timers of JavaScript hold 31 bits of milliseconds and fire at once beyond. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Where the server is, and how to reach it. */
export interface Endpoint {
  transport: Transport;
  /** The absolute `ws:` or `wss:` URL of `/ws`. */
  url: string;
  /** Asked after failed attempts, where the socket does not say why the server rejects it. */
  rejectionReason?: AskRejectionReason;
}

/** What a client needs, and whom it tells. */
export interface ClientOptions {
  endpoint: Endpoint;
  clock: Clock;
  random: Random;
  logger?: Logger;
  /** What `sync` continues from, and is compared with; called at each connection. */
  holds?: () => Fields<"sync">;
  /** The state that `sync` brought; called before any event after it, and before `online`. */
  onSync?: (state: ReplyOf<"sync">) => void;
  /** Every push in order, `welcome` and `goodbye` included. */
  onPush?: (push: Push) => void;
}

/**
 * The protocol without models: stays connected, resumes by `sync`, matches replies with requests.
 * `ChatModel`, bots and benchmarks use it.
 */
export class Client {
  readonly #options: ClientOptions;
  readonly #logger: Logger;
  readonly #state = signal<ConnectionState>({ state: "idle" });
  readonly #requests = new Requests();
  readonly #watchdog: Watchdog;
  readonly #syncParts = new SyncParts();
  #socket: Socket | undefined;
  #goodbye: PushOf<"goodbye"> | undefined;
  #timer: Timer | undefined; // one for every state: connecting, waiting, ended, online
  #failures = 0; // since the connection was last stable
  #retryAtOnce = false; // whether the next attempt follows the one under way without a wait
  #outage: Outage | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#logger = options.logger ?? stderrLogger;
    this.#watchdog = new Watchdog(options.clock, {
      waitingSince: () => this.#requests.waitingSince,
      probe: () => this.#probe(),
      drop: () => this.#drop(),
    });
  }

  /** The state of the connection. */
  get state(): ReadonlySignal<ConnectionState> {
    return this.#state;
  }

  /** Connects, unless it is connected or connecting already. */
  start(): void {
    const { state } = this.#state.value;
    if (state === "idle" || state === "ended") this.#connect();
  }

  /** Disconnects; requests that wait for a reply reject with `Lost`. */
  stop(): void {
    this.#leave(CloseCode.normal);
    this.#failures = 0;
    this.#outage = undefined;
    this.#state.value = { state: "idle" };
  }

  /**
   * Connects now rather than at `retryAt`, unless the server gave a time that has not come. If an
   * attempt under way fails, the next follows at once. An open socket is probed.
   */
  retryNow(): void {
    const now = this.#state.value;
    if (now.state === "connecting" || now.state === "syncing") this.#retryAtOnce = true;
    if (now.state === "waiting") this.#connect();
    if (now.state === "ended" && (now.retryAt ?? Infinity) <= this.#options.clock.now()) {
      this.#connect();
    }
    if (now.state === "online" && this.#requests.waitingSince === undefined) this.#probe();
  }

  /** The device lost its network: the socket is dead, though nothing says so yet. */
  networkLost(): void {
    const { state } = this.#state.value;
    if (state === "connecting" || state === "syncing" || state === "online") this.#drop();
  }

  /** Resolves when online; rejects with `Lost` if it is not started or was ended by the server. */
  connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      let dispose = () => {};
      dispose = this.#state.subscribe((now) => {
        if (now.state === "online") resolve();
        else if (now.state === "ended") reject(new Lost(now.message || now.reason));
        else if (now.state === "idle") reject(new Lost("The client is not started"));
        else return;
        queueMicrotask(() => dispose());
      });
    });
  }

  /** Resolves when the first attempt has succeeded or failed; at once if none is under way. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      let dispose = () => {};
      dispose = this.#state.subscribe((now) => {
        const first = now.state === "connecting" && now.attempt === 1;
        if (first || now.state === "syncing") return;
        resolve();
        queueMicrotask(() => dispose());
      });
    });
  }

  /**
   * Sends a request and resolves with its reply. Rejects with `Refused` (the server's error, or a
   * frame beyond 64 KiB), `Lost` (not online, or no longer) or a `TypeError` (a malformed reply).
   */
  request<T extends RequestType>(type: T, fields: Fields<T>): Promise<ReplyOf<T>> {
    return new Promise((resolve, reject) => {
      if (this.#state.value.state !== "online") return reject(new Lost("Not connected"));
      this.#ask(type, fields, (body) => {
        try {
          resolve(readReply(type, body));
        } catch (error) {
          reject(error);
        }
      }, reject);
    });
  }

  /** Sends a frame that has no reply; dropped silently when not online. */
  sendSignal(frame: SignalFrame): void {
    if (this.#state.value.state === "online") this.#write(JSON.stringify(frame));
  }

  #ask(
    type: string,
    fields: Record<string, unknown>,
    resolve: (body: unknown) => void,
    reject: (error: Error) => void,
  ): void {
    const sentAt = this.#options.clock.elapsed();
    try {
      this.#write(this.#requests.encode(type, fields, { sentAt, resolve, reject }));
    } catch (error) {
      return reject(error instanceof Error ? error : new Lost(String(error)));
    }
    this.#watchdog.check();
  }

  #write(text: string): void {
    try {
      this.#socket?.send(text);
    } catch (error) {
      this.#logger.error("client: a socket did not take a frame", error); // its close follows
    }
  }

  /** Any answer is a sign of life. */
  #probe(): void {
    this.#ask("ping", {}, () => {}, () => {});
  }

  #connect(): void {
    this.#timer?.cancel();
    this.#goodbye = undefined;
    this.#retryAtOnce = false;
    const outage = this.#outage ??= { since: this.#options.clock.now() };
    this.#state.value = { state: "connecting", attempt: this.#failures + 1, outage };
    this.#timer = this.#options.clock.after(CONNECT_TIMEOUT_MS, () => this.#drop());
    let open = true; // false once it closed, which can be while it is opened
    let socket: Socket | undefined;
    const { transport, url } = this.#options.endpoint;
    const current = () => open && (!socket || socket === this.#socket);
    try {
      socket = transport.open(url, {
        message: (text) => current() && this.#receive(text),
        close: (code) => {
          if (!current()) return;
          open = false;
          this.#lose(code);
        },
      });
    } catch (error) {
      this.#logger.error("client: a socket did not open", error);
      return this.#lose(CloseCode.abnormal);
    }
    if (open) this.#socket = socket;
  }

  #receive(text: string): void {
    this.#watchdog.onReceived();
    try {
      const frame = readServerFrame(text);
      if (!frame) return;
      if (frame.type === "reply") return this.#requests.settle(frame);
      if (frame.type === "welcome") this.#welcome(frame);
      if (frame.type === "goodbye") this.#goodbye = frame;
      if (frame.type === "sync") return this.#synced(() => frame);
      this.#options.onPush?.(frame);
    } catch (error) {
      this.#logger.error("client: a frame could not be taken", error);
    }
  }

  #welcome({ heartbeatMs }: PushOf<"welcome">): void {
    this.#timer?.cancel();
    this.#state.value = { state: "syncing", outage: this.#outage ?? { since: 0 } };
    this.#watchdog.start(heartbeatMs);
    this.#syncParts.clear();
    const held = this.#options.holds?.() ?? { since: {} };
    this.#ask("sync", held, (body) => this.#synced(() => readReply("sync", body)), (error) => {
      if (error instanceof Lost) return;
      if (!(error instanceof Refused)) this.#logger.error("client: sync could not be asked", error);
      this.#drop(error instanceof Refused ? error.error.retryAfterMs : undefined);
    });
  }

  #synced(readPart: () => SyncPart): void {
    try {
      const state = this.#syncParts.add(readPart());
      if (!state) return; // the rest follows
      this.#options.onSync?.(state);
    } catch (error) {
      this.#logger.error("client: the state after a sync could not be taken", error);
      return this.#drop();
    }
    if (this.#state.value.state !== "syncing") return; // `onSync` stopped it
    this.#outage = undefined;
    this.#retryAtOnce = false;
    this.#timer = this.#options.clock.after(STABLE_MS, () => (this.#failures = 0));
    this.#state.value = { state: "online" };
  }

  /** Abandons the socket without waiting for its `close`, which may never come. */
  #drop(retryAfterMs?: number): void {
    this.#leave();
    this.#wait(retryAfterMs);
  }

  #leave(code?: number): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#timer?.cancel();
    this.#watchdog.stop();
    try {
      socket?.close(code);
    } catch (error) {
      this.#logger.error("client: a socket did not close", error);
    }
    this.#requests.loseAll();
  }

  #lose(code: number): void {
    const wasAccepted = this.#state.value.state !== "connecting";
    const action = closeAction(code, this.#goodbye);
    this.#leave();
    if (action.then === "reconnect") {
      this.#wait(action.inMs);
      if (!wasAccepted) this.#askRejectionReason();
      return;
    }
    const { reason, message, inMs } = action;
    const retryAt = inMs === undefined ? undefined : this.#options.clock.now() + inMs;
    this.#state.value = { state: "ended", reason, message, retryAt };
    if (action.then === "return" && retryAt !== undefined) this.#returnAt(retryAt);
  }

  /** Connects when the time is over, or when the server accepts the user before. */
  #returnAt(retryAt: number, asked = 0): void {
    const { clock, endpoint } = this.#options;
    const leftMs = retryAt - clock.now();
    const delayMs = kickDelayMs(asked);
    if (leftMs <= delayMs || !endpoint.rejectionReason) return this.#connectAt(retryAt);
    this.#timer = clock.after(delayMs, () => {
      const ended = this.#state.value;
      const again = () => this.#state.value === ended && this.#returnAt(retryAt, asked + 1);
      endpoint.rejectionReason?.().then((reason) => {
        if (reason !== "accepted") again();
        else if (this.#state.value === ended) this.#connect();
      }).catch(again);
    });
  }

  #askRejectionReason(): void {
    const { rejectionReason } = this.#options.endpoint;
    if (!rejectionReason || this.#failures < ASK_AFTER_FAILURES) return;
    rejectionReason().then((goodbye) => {
      const { state } = this.#state.value;
      if (!goodbye || goodbye === "accepted") return;
      if (state !== "waiting" && state !== "connecting") return;
      this.#goodbye = goodbye;
      this.#lose(CloseCode.noStatus);
    }).catch((error) =>
      this.#logger.error("client: the rejection reason was not asked for", error)
    );
  }

  #wait(retryAfterMs?: number): void {
    const now = this.#options.clock.now();
    const outage = this.#outage ??= { since: now, reason: this.#goodbye?.reason };
    const attempt = ++this.#failures;
    const wait = this.#retryAtOnce ? 0 : backoffMs(attempt, this.#options.random);
    const retryAt = now + (retryAfterMs ?? wait);
    this.#state.value = { state: "waiting", outage, retryAt, attempt };
    this.#connectAt(retryAt);
  }

  #connectAt(at: number): void {
    const inMs = at - this.#options.clock.now();
    this.#timer = inMs > LONGEST_TIMER_MS
      ? this.#options.clock.after(LONGEST_TIMER_MS, () => this.#connectAt(at))
      : this.#options.clock.after(inMs, () => this.#connect());
  }
}
