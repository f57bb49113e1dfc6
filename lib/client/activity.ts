import { AWAY_AFTER_MS } from "../protocol/limits.ts";
import type { Clock, Timer } from "../runtime/clock.ts";

/**
 * Whether the person is at this device: away after 5 minutes without input, or hidden so long (P1), or
 * from when they say so until they say that they are back.
 */
export class Activity {
  #touchedAt: number;
  #hiddenAt: number | undefined;
  #left = false;
  #state: "active" | "away" = "active";
  #timer: Timer | undefined;

  constructor(readonly clock: Clock, readonly changed: (state: "active" | "away") => void) {
    this.#touchedAt = clock.elapsed();
  }

  get state(): "active" | "away" {
    return this.#state;
  }

  start(): void {
    this.#touchedAt = this.clock.elapsed();
    this.#look();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** The person goes away, whatever is touched. */
  leave(): void {
    this.#left = true;
    this.#look();
  }

  /** The person is back; says whether they had left. */
  comeBack(): boolean {
    const had = this.#left;
    this.#left = false;
    if (had) this.touch();
    return had;
  }

  touch(): void {
    this.#touchedAt = this.clock.elapsed(); // the timer stays: it looks again when it comes
    if (this.#state === "away") this.#look();
  }

  setVisible(visible: boolean): void {
    if (visible) {
      this.#hiddenAt = undefined;
      this.touch();
    } else {
      this.#hiddenAt ??= this.clock.elapsed();
      this.#look();
    }
  }

  #look(): void {
    this.#timer?.cancel();
    const since = Math.min(this.#touchedAt, this.#hiddenAt ?? Infinity);
    const leftMs = this.#left ? 0 : since + AWAY_AFTER_MS - this.clock.elapsed();
    this.#timer = leftMs > 0 ? this.clock.after(leftMs, () => this.#look()) : undefined;
    const state = leftMs > 0 ? "active" : "away";
    if (state === this.#state) return;
    this.#state = state;
    this.changed(state);
  }
}
