import type { InstanceId, Published } from "./bus.ts";
import type { ClusterContext } from "./context.ts";
import { GRACE_MS } from "./timing.ts";

/** Departed peers whose late messages are dropped. Nothing of older ones is on its way any more. */
const MAX_GONE = 200;

/** What the receiver calls. */
export interface ReceiverEvents {
  /** Messages may have been missed. */
  suspect(): void;
  deliver(published: Published): void;
  /** Reads the far link's inbox, where a message that is expected may be waiting. */
  fetch(): Promise<void>;
}

/**
 * Takes what peers send over either link, in the order of each sender's sequence numbers.
 *
 * A sender numbers what it sends to this instance from 1, and sends nothing before this instance is
 * in the roster, which is before its first `follow`. So a number other than 1 from a peer that was
 * not heard before is a gap: what was lost may be newer than what was read of the log.
 */
export class Receiver {
  readonly #heard = new Map<InstanceId, number>();
  readonly #gone = new Set<InstanceId>();
  /** Peers that have sent more than was heard, and up to which number. */
  readonly #awaited = new Map<InstanceId, number>();

  constructor(
    private readonly context: ClusterContext,
    private readonly events: ReceiverEvents,
  ) {}

  /** The peers that were heard and are not known to be gone. */
  get sources(): InstanceId[] {
    return [...this.#heard.keys()];
  }

  /** Takes message number `n` from `source`. A repeated or overtaken one is dropped. */
  accept(source: InstanceId, n: number, messages: readonly Published[]): void {
    if (this.#gone.has(source)) return;
    const heard = this.#heard.get(source) ?? 0;
    if (n <= heard) return;
    this.#heard.set(source, n);
    if (n > heard + 1) this.events.suspect();
    for (const published of messages) {
      try {
        this.events.deliver(published);
      } catch (error) {
        this.context.logger.error("cluster: a message's receiver threw", error, { source });
      }
    }
  }

  /** `source` has sent up to number `n`: if that does not arrive soon, it was lost. */
  expect(source: InstanceId, n: number): void {
    if (this.#gone.has(source) || n <= (this.#heard.get(source) ?? 0)) return;
    const awaited = this.#awaited.get(source);
    this.#awaited.set(source, Math.max(n, awaited ?? 0));
    if (awaited !== undefined) return;
    this.context.clock.after(GRACE_MS, () => void this.#giveUp(source));
  }

  /** `source` departed: what still arrives from it is old, and is dropped. */
  markGone(source: InstanceId): void {
    this.#heard.delete(source);
    this.#gone.add(source);
    const [oldest] = this.#gone;
    if (this.#gone.size > MAX_GONE && oldest !== undefined) this.#gone.delete(oldest);
  }

  /** `source` is live. What it sent while it counted as gone was dropped. */
  markLive(source: InstanceId): void {
    if (this.#gone.delete(source)) this.events.suspect();
  }

  /** Forgets all numbers, as peers may have forgotten this instance. Only before joining again. */
  reset(): void {
    for (const source of this.#heard.keys()) this.#heard.set(source, 0);
  }

  async #giveUp(source: InstanceId): Promise<void> {
    await this.events.fetch();
    const awaited = this.#awaited.get(source) ?? 0;
    this.#awaited.delete(source);
    if (this.#gone.has(source) || awaited <= (this.#heard.get(source) ?? 0)) return;
    this.#heard.set(source, awaited);
    this.events.suspect();
  }
}
