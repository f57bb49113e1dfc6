import type { InstanceId, Published } from "./bus.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Suspicion } from "./suspicion.ts";
import { GRACE_MS } from "./timing.ts";

/** Departed peers whose late words are dropped; nothing of an older one is on its way any more. */
const MAX_GONE = 200;

/**
 * Takes what peers send, by either link, in the order of each sender's numbers.
 *
 * A sender numbers what it sends to this instance from 1, and nothing is sent to an instance before
 * it is in `["live"]`, which is before its first `follow`. So a number other than 1 from a peer not
 * heard before is a hole: what was lost may be newer than what was read of the log.
 */
export class Hearing {
  readonly #around: Surroundings;
  readonly #suspicion: Suspicion;
  readonly #deliver: (published: Published) => void;
  /** Reads the far link's inbox, where what a counter reveals may be waiting. */
  readonly #fetch: () => Promise<void>;
  readonly #heard = new Map<InstanceId, number>();
  readonly #gone = new Set<InstanceId>();
  /** Peers whose counter is ahead of what was heard, and how far: being waited for. */
  readonly #awaited = new Map<InstanceId, number>();

  constructor(
    around: Surroundings,
    suspicion: Suspicion,
    deliver: (published: Published) => void,
    fetch: () => Promise<void>,
  ) {
    this.#around = around;
    this.#suspicion = suspicion;
    this.#deliver = deliver;
    this.#fetch = fetch;
  }

  /** Who was heard, and is not known to be gone. */
  get sources(): InstanceId[] {
    return [...this.#heard.keys()];
  }

  /** Message number `n` from `source` to this instance. A repeated or overtaken one is dropped. */
  accept(source: InstanceId, n: number, messages: readonly Published[]): void {
    if (this.#gone.has(source)) return;
    const heard = this.#heard.get(source) ?? 0;
    if (n <= heard) return;
    this.#heard.set(source, n);
    if (n > heard + 1) this.#suspicion.raise();
    for (const published of messages) {
      try {
        this.#deliver(published);
      } catch (error) {
        this.#around.report("cluster: a message's receiver threw", error, { source });
      }
    }
  }

  /** `source` says that it sent up to number `n`: if that does not come soon, it was lost. */
  reveal(source: InstanceId, n: number): void {
    if (this.#gone.has(source) || n <= (this.#heard.get(source) ?? 0)) return;
    const awaited = this.#awaited.get(source);
    this.#awaited.set(source, Math.max(n, awaited ?? 0));
    if (awaited !== undefined) return;
    this.#around.clock.after(GRACE_MS, () => void this.#giveUp(source));
  }

  /** What still comes from `source` is of the past: it must not follow the news of its departure. */
  gone(source: InstanceId): void {
    this.#heard.delete(source);
    this.#gone.add(source);
    const [oldest] = this.#gone;
    if (this.#gone.size > MAX_GONE && oldest !== undefined) this.#gone.delete(oldest);
  }

  /** `source` is live. What it sent while it was held for gone was dropped. */
  live(source: InstanceId): void {
    if (this.#gone.delete(source)) this.#suspicion.raise();
  }

  /** Forgets all counters, as a peer may have forgotten this instance. Only before joining again. */
  forget(): void {
    for (const source of this.#heard.keys()) this.#heard.set(source, 0);
  }

  async #giveUp(source: InstanceId): Promise<void> {
    await this.#fetch();
    const awaited = this.#awaited.get(source) ?? 0;
    this.#awaited.delete(source);
    if (this.#gone.has(source) || awaited <= (this.#heard.get(source) ?? 0)) return;
    this.#heard.set(source, awaited);
    this.#suspicion.raise();
  }
}
