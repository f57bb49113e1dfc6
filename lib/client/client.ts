import { signal } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import type { RequestType, Signal as SignalFrame } from "../protocol/client_frames.ts";
import { CloseCode } from "../protocol/close_codes.ts";
import type { ConversationId } from "../protocol/events.ts";
import {
  type Push,
  type PushOf,
  readServerFrame,
  type ReplyOf,
} from "../protocol/server_frames.ts";
import { type Report, reportToStderr } from "../world/report.ts";
import type { Clock, Random, Timer } from "../world/world.ts";
import { backoffMs } from "./backoff.ts";
import { afterDeparture } from "./departure.ts";
import { type ConnectionState, Refused } from "./model.ts";
import { ASK_AFTER_FAILURES, type AskRefusal } from "./refusal.ts";
import { type Fields, Lost, readReply, Requests } from "./requests.ts";
import type { Socket, Transport } from "./transport.ts";
import { Watchdog } from "./watchdog.ts";

/** From opening the socket to `welcome`. */
export const CONNECT_TIMEOUT_MS = 15_000;
/** Online for this long, a connection is stable: the next loss begins with the shortest wait. */
const STABLE_MS = 60_000;
/** Timers of JavaScript hold 31 bits of milliseconds and fire at once beyond. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What a client is given, and what it tells. */
export interface ClientOptions {
  transport: Transport;
  /** The absolute `ws:` or `wss:` URL of `/ws`. */
  url: string;
  clock: Clock;
  random: Random;
  report?: Report;
  /** Asked when the server does not let us in twice: a browser is not told why. */
  refusal?: AskRefusal;
  /** The seqs that `sync` continues from, asked at each connection. */
  since?: () => Record<ConversationId, number>;
  /** The state that `sync` brought; runs before any event after it, and before `online`. */
  onSync?: (state: ReplyOf<"sync">) => void;
  /** Every push, `welcome` and `goodbye` too, in order. */
  onPush?: (push: Push) => void;
}

/**
 * The protocol without models: stays connected, resumes by `sync`, matches replies with requests.
 * Bots, benchmarks and `ChatModel` stand on it.
 */
export class Client {
  readonly #options: ClientOptions;
  readonly #report: Report;
  readonly #state = signal<ConnectionState>({ state: "idle" });
  readonly #requests = new Requests();
  readonly #watchdog: Watchdog;
  #socket: Socket | undefined;
  #goodbye: PushOf<"goodbye"> | undefined;
  #timer: Timer | undefined; // of the one state that waits: connecting, waiting, ended, online
  #failures = 0; // since the connection was last stable
  #wanted = false; // while a try is under way: whether another one is asked for, where it fails
  #lostAt: number | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#report = options.report ?? reportToStderr;
    this.#watchdog = new Watchdog(options.clock, {
      waitingSince: () => this.#requests.waitingSince,
      probe: () => this.#probe(),
      drop: () => this.#drop(),
    });
  }

  get state(): ReadonlySignal<ConnectionState> {
    return this.#state;
  }

  start(): void {
    const { state } = this.#state.value;
    if (state === "idle" || state === "ended") this.#connect();
  }

  /** Leaves for good; what waits for an answer is `Lost`. */
  stop(): void {
    this.#leave(CloseCode.normal);
    this.#failures = 0;
    this.#lostAt = undefined;
    this.#state.value = { state: "idle" };
  }

  /**
   * Tries at once, unless the server gave a time that has not come. Where a try is under way and
   * fails, the next one follows at once. Probes an open socket.
   */
  retryNow(): void {
    const now = this.#state.value;
    if (now.state === "connecting" || now.state === "syncing") this.#wanted = true;
    if (now.state === "waiting") this.#connect();
    if (now.state === "ended" && (now.retryAt ?? Infinity) <= this.#options.clock.now()) {
      this.#connect();
    }
    if (now.state === "online" && this.#requests.waitingSince === undefined) this.#probe();
  }

  /** Resolves when online; rejects with `Lost` when stopped or ended by the server. */
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

  /** Resolves when the first try to connect has succeeded or failed: at once, if none is under way. */
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

  /** Asks; rejects with `Refused` (the server said no) or `Lost` (not online, or no longer). */
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

  /** Says what needs no answer; lost without a word when not online. */
  say(frame: SignalFrame): void {
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
    this.#watchdog.look();
  }

  #write(text: string): void {
    try {
      this.#socket?.send(text);
    } catch (error) {
      this.#report("client: a socket did not take a frame", error); // its close follows
    }
  }

  /** Whatever the server answers is a sign of life. */
  #probe(): void {
    this.#ask("ping", {}, () => {}, () => {});
  }

  #connect(): void {
    this.#timer?.cancel();
    this.#goodbye = undefined;
    this.#wanted = false;
    this.#state.value = { state: "connecting", attempt: this.#failures + 1 };
    this.#timer = this.#options.clock.after(CONNECT_TIMEOUT_MS, () => this.#drop());
    let open = true; // a socket that closes while it is being opened is over
    let socket: Socket | undefined;
    const current = () => open && (!socket || socket === this.#socket);
    try {
      socket = this.#options.transport.open(this.#options.url, {
        message: (text) => current() && this.#receive(text),
        close: (code) => {
          if (!current()) return;
          open = false;
          this.#lose(code);
        },
      });
    } catch (error) {
      this.#report("client: a socket did not open", error);
      return this.#lose(CloseCode.abnormal);
    }
    if (open) this.#socket = socket;
  }

  #receive(text: string): void {
    this.#watchdog.heard();
    try {
      const frame = readServerFrame(text);
      if (!frame) return;
      if (frame.type === "reply") return this.#requests.settle(frame);
      if (frame.type === "welcome") this.#welcome(frame);
      if (frame.type === "goodbye") this.#goodbye = frame;
      this.#options.onPush?.(frame);
    } catch (error) {
      this.#report("client: a frame could not be taken", error);
    }
  }

  #welcome({ heartbeatMs }: PushOf<"welcome">): void {
    this.#timer?.cancel();
    this.#state.value = { state: "syncing" };
    this.#watchdog.start(heartbeatMs);
    const since = this.#options.since?.() ?? {};
    this.#ask("sync", { since }, (body) => this.#synced(body), (error) => {
      if (error instanceof Lost) return;
      if (!(error instanceof Refused)) this.#report("client: sync could not be asked", error);
      this.#drop(error instanceof Refused ? error.error.retryAfterMs : undefined);
    });
  }

  #synced(body: unknown): void {
    try {
      this.#options.onSync?.(readReply("sync", body));
    } catch (error) {
      this.#report("client: the state after a sync could not be taken", error);
      return this.#drop();
    }
    if (this.#state.value.state !== "syncing") return; // stopped by who heard of it
    this.#lostAt = undefined;
    this.#wanted = false;
    this.#timer = this.#options.clock.after(STABLE_MS, () => (this.#failures = 0));
    this.#state.value = { state: "online" };
  }

  /** Gives the socket up without waiting for its `close`, which may never come. */
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
      this.#report("client: a socket did not close", error);
    }
    this.#requests.loseAll();
  }

  #lose(code: number): void {
    const wasLetIn = this.#state.value.state !== "connecting";
    const departure = afterDeparture(code, this.#goodbye);
    this.#leave();
    if (departure.then === "reconnect") {
      this.#wait(departure.inMs);
      if (!wasLetIn) this.#askRefusal();
      return;
    }
    const { reason, message, inMs } = departure;
    const retryAt = inMs === undefined ? undefined : this.#options.clock.now() + inMs;
    this.#state.value = { state: "ended", reason, message, retryAt };
    if (departure.then === "return" && retryAt !== undefined) this.#connectAt(retryAt);
  }

  #askRefusal(): void {
    const { refusal } = this.#options;
    if (!refusal || this.#failures < ASK_AFTER_FAILURES) return;
    refusal().then((goodbye) => {
      const { state } = this.#state.value;
      if (!goodbye || (state !== "waiting" && state !== "connecting")) return;
      this.#goodbye = goodbye;
      this.#lose(CloseCode.noStatus);
    }).catch((error) => this.#report("client: the refusal was not asked for", error));
  }

  #wait(retryAfterMs?: number): void {
    const now = this.#options.clock.now();
    this.#lostAt ??= now;
    const attempt = ++this.#failures;
    const wait = this.#wanted ? 0 : backoffMs(attempt, this.#options.random);
    const retryAt = now + (retryAfterMs ?? wait);
    this.#state.value = { state: "waiting", since: this.#lostAt, retryAt, attempt };
    this.#connectAt(retryAt);
  }

  #connectAt(at: number): void {
    const inMs = at - this.#options.clock.now();
    this.#timer = inMs > LONGEST_TIMER_MS
      ? this.#options.clock.after(LONGEST_TIMER_MS, () => this.#connectAt(at))
      : this.#options.clock.after(inMs, () => this.#connect());
  }
}
