import { signal } from "@preact/signals";
import type { Clock, Timer } from "../../../lib/runtime/clock.ts";

/** For so long something can be taken back. */
export const UNDO_MS = 6_000;

/** What was just done, and can be taken back for a moment. */
export interface UndoOffer {
  /** What was done: “Message deleted”. */
  text: string;
  /** Takes it back. */
  undo(): void;
  /**
   * The moment is over: what waited for it is done now. `leaving`: the page goes, and only a request
   * that outlives it still arrives.
   */
  settle?(leaving: boolean): void;
}

/** The one thing that can be taken back now: the next one settles it. */
export class UndoOffers {
  readonly current = signal<UndoOffer | undefined>(undefined);
  readonly #clock: Clock;
  #timer: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  offer(offer: UndoOffer): void {
    this.settle();
    this.current.value = offer;
    this.release();
  }

  /** Takes back what was done. */
  take(): void {
    const offer = this.#end();
    offer?.undo();
  }

  /** Ends the offer: it stays done. */
  settle(leaving = false): void {
    const offer = this.#end();
    offer?.settle?.(leaving);
  }

  /** Somebody is at the offer: it stays until `release`. */
  hold(): void {
    this.#timer?.cancel();
  }

  release(): void {
    this.#timer?.cancel();
    if (this.current.peek()) this.#timer = this.#clock.after(UNDO_MS, () => this.settle());
  }

  #end(): UndoOffer | undefined {
    this.#timer?.cancel();
    const offer = this.current.peek();
    this.current.value = undefined;
    return offer;
  }
}

/** A page that goes, or is put away and may not come back, leaves nothing half done. */
export function settleWhenLeaving(offers: UndoOffers): () => void {
  const onHide = () => {
    if (document.visibilityState === "hidden") offers.settle(true);
  };
  const onLeave = () => offers.settle(true);
  document.addEventListener("visibilitychange", onHide);
  addEventListener("pagehide", onLeave);
  return () => {
    document.removeEventListener("visibilitychange", onHide);
    removeEventListener("pagehide", onLeave);
    offers.settle(true);
  };
}
