import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Clock, Timer } from "../runtime/clock.ts";

/** What is read again at most this often while much changes. */
const REFRESH_MS = 1_000;

/** What the server lists, read again whenever it may have changed. */
export class Refreshed<T> {
  readonly #value: Signal<T>;
  #stop = () => {};
  #refreshing: Timer | undefined;
  #again = false;

  /** `read` may reject: what is known stays then. Whatever `changes` reads, has it read again. */
  constructor(
    readonly clock: Clock,
    readonly parts: { start: T; read(): Promise<T>; changes(): unknown },
  ) {
    this.#value = signal(parts.start);
  }

  get value(): ReadonlySignal<T> {
    return this.#value;
  }

  /** Reads it, and again with each change. */
  start(): void {
    this.#stop = effect(() => {
      this.parts.changes();
      this.refresh();
    });
  }

  stop(): void {
    this.#stop();
    this.#refreshing?.cancel();
  }

  /** Reads it again: at once, then at most once a second. */
  refresh(): void {
    if (this.#refreshing) {
      this.#again = true;
      return;
    }
    this.parts.read().then((value) => (this.#value.value = value), () => {}); // with the next change
    this.#refreshing = this.clock.after(REFRESH_MS, () => {
      this.#refreshing = undefined;
      if (this.#again) this.refresh();
      this.#again = false;
    });
  }
}
