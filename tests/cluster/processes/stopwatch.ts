import type { ServerFrame } from "../../../lib/protocol/server_frames.ts";

/** Takes the time from an event's place in the log to its arrival, where it is pushed live. */
export class Stopwatch {
  readonly #tookMs: number[] = [];

  /**
   * Takes the time of one connection; what was written before it had synced is history, and what was
   * written before `calmSince` came over a network that was slow on purpose.
   */
  connection(calmSince: () => number): (frame: ServerFrame) => void {
    let syncedAt = Infinity;
    return (frame) => {
      const now = Date.now();
      if (frame.type === "reply" && frame.ok && "presence" in frame) syncedAt = now;
      if (frame.type !== "events") return;
      const since = Math.max(syncedAt, calmSince());
      for (const { at } of frame.events) if (at >= since) this.#tookMs.push(now - at);
    };
  }

  get count(): number {
    return this.#tookMs.length;
  }

  /** The time that this part of all deliveries, from 0 to 1, was within; in milliseconds. */
  within(part: number): number {
    const sorted = Float64Array.from(this.#tookMs).sort();
    return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  }
}
