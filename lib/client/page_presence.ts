import { afterClose } from "../protocol/close_codes.ts";
import { BACKOFF_MAX_MS, backoffMs } from "../async/backoff.ts";
import type { Clock, Random, Timer } from "../runtime/clock.ts";
import { Activity } from "./activity.ts";
import type { Socket, Transport } from "./transport.ts";

/**
 * Says that somebody is here, and whether they are active, from a page that shows no conversation (P7):
 * a connection that asks for nothing. Comes back by itself unless the server said to stay away.
 */
export class PagePresence {
  readonly #activity: Activity;
  #socket: Socket | undefined;
  #retry: Timer | undefined;
  #failures = 0;
  #isOpen = false;

  constructor(
    readonly runtime: { clock: Clock; random: Random },
    readonly endpoint: { transport: Transport; url: string },
  ) {
    this.#activity = new Activity(runtime.clock, () => this.#tell());
  }

  start(): void {
    this.#activity.start();
    this.#connect();
  }

  /** The page goes, or a page with a connection of its own takes over. */
  stop(): void {
    this.#activity.stop();
    this.#retry?.cancel();
    this.#retry = undefined;
    this.#socket?.close();
    this.#socket = undefined;
  }

  touch(): void {
    this.#activity.touch();
  }

  setVisible(visible: boolean): void {
    this.#activity.setVisible(visible);
  }

  #connect(): void {
    const socket: Socket = this.endpoint.transport.open(this.endpoint.url, {
      // The first frame is `welcome`; nothing that may follow matters here.
      message: () => {
        if (this.#socket !== socket || this.#isOpen) return;
        this.#isOpen = true;
        this.#failures = 0;
        if (this.#activity.state === "away") this.#tell();
      },
      close: (code) => {
        if (this.#socket === socket) this.#closed(code);
      },
    });
    this.#socket = socket;
  }

  #closed(code: number): void {
    this.#socket = undefined;
    this.#isOpen = false;
    const then = afterClose(code);
    if (then === "stay-away") return;
    const { clock, random } = this.runtime;
    const waitMs = then === "wait" ? BACKOFF_MAX_MS : backoffMs(++this.#failures, random);
    this.#retry = clock.after(waitMs, () => this.#connect());
  }

  #tell(): void {
    if (!this.#isOpen) return;
    this.#socket?.send(JSON.stringify({ type: "presence", state: this.#activity.state }));
  }
}
