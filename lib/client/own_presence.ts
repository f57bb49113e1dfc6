import type { Signal as SignalFrame } from "../protocol/client_frames.ts";
import type { Clock } from "../runtime/clock.ts";
import { Activity } from "./activity.ts";

/** What the user tells of themselves: active or away, and a status that outlasts a lost connection. */
export class OwnPresence {
  readonly #activity: Activity;
  #unsent: { status: string; until?: number } | undefined;

  /** `sendSignal` drops what it is given while not `online`. */
  constructor(
    clock: Clock,
    readonly online: () => boolean,
    readonly sendSignal: (frame: SignalFrame) => void,
  ) {
    this.#activity = new Activity(clock, (state) => sendSignal({ type: "presence", state }));
  }

  start(): void {
    this.#activity.start();
  }

  stop(): void {
    this.#activity.stop();
  }

  /** Online again: the server takes a new connection for active and knows no new status. */
  resume(): void {
    if (this.#activity.state === "away") this.sendSignal({ type: "presence", state: "away" });
    this.#sendStatus();
  }

  touch(): void {
    this.#activity.touch();
  }

  setVisible(visible: boolean): void {
    this.#activity.setVisible(visible);
  }

  setStatus(status: string, until?: number): void {
    this.#unsent = { status, until };
    this.#sendStatus();
  }

  /** Away from now, whatever is touched, until `comeBack`. */
  leave(status: string): void {
    this.setStatus(status);
    this.#activity.leave();
  }

  /** Ends what `leave` began, and the status with it. */
  comeBack(): void {
    if (this.#activity.comeBack()) this.setStatus("");
  }

  #sendStatus(): void {
    if (!this.online() || !this.#unsent) return;
    this.sendSignal({ type: "presence", ...this.#unsent });
    this.#unsent = undefined;
  }
}
