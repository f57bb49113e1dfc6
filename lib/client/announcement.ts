import { signal } from "@preact/signals";
import type { PushOf } from "../protocol/server_frames.ts";
import type { Clock, Timer } from "../runtime/clock.ts";

/** What an administrator said to everyone, until its end. */
export class Announcement {
  readonly notice = signal<PushOf<"notice"> | undefined>(undefined);
  #ends: Timer | undefined;

  constructor(readonly clock: Clock) {}

  show(notice: PushOf<"notice">): void {
    this.notice.value = notice;
    this.#ends?.cancel();
    if (notice.until === undefined) return;
    const leftMs = notice.until - this.clock.now();
    this.#ends = this.clock.after(leftMs, () => (this.notice.value = undefined));
  }

  stop(): void {
    this.#ends?.cancel();
  }
}
