import { AWAY_AFTER_MS } from "../protocol/limits.ts";
import type { Clock, Timer } from "../world/world.ts";

/** Whether the person is at this device: away after 5 minutes without input, or hidden so long (P1). */
export class Activity {
  #touchedAt: number;
  #hiddenAt: number | undefined;
  #state: "active" | "away" = "active";
  #timer: Timer | undefined;

  constructor(readonly clock: Clock, readonly changed: (state: "active" | "away") => void) {
    this.#touchedAt = clock.now();
  }

  get state(): "active" | "away" {
    return this.#state;
  }

  start(): void {
    this.#touchedAt = this.clock.now();
    this.#look();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  touch(): void {
    this.#touchedAt = this.clock.now(); // the timer stays: it looks again when it comes
    if (this.#state === "away") this.#look();
  }

  setVisible(visible: boolean): void {
    if (visible) {
      this.#hiddenAt = undefined;
      this.touch();
    } else {
      this.#hiddenAt ??= this.clock.now();
      this.#look();
    }
  }

  #look(): void {
    this.#timer?.cancel();
    const since = Math.min(this.#touchedAt, this.#hiddenAt ?? Infinity);
    const leftMs = since + AWAY_AFTER_MS - this.clock.now();
    this.#timer = leftMs > 0 ? this.clock.after(leftMs, () => this.#look()) : undefined;
    const state = leftMs > 0 ? "active" : "away";
    if (state === this.#state) return;
    this.#state = state;
    this.changed(state);
  }
}
