import type { Bus } from "../cluster/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import { Throttle } from "../async/throttle.ts";
import { TtlCache } from "../async/ttl_cache.ts";

/**
 * How long a row is trusted among other instances. A hint of a change drops it at once; a lost hint
 * leaves it this long.
 */
const TRUST_MS = 5_000;
/**
 * How long it is trusted while this instance is alone. Nobody else changes rows then; what bounds it
 * is a change of its own that was given up and applied late.
 */
const TRUST_ALONE_MS = 30_000;
/** Between suspicions that drop everything: a channel that loses messages under load raises many. */
const CLEAR_EVERY_MS = 2_000;
const MAX_KEPT = 20_000;

/**
 * Rows that other instances may change, kept while they are trusted: for 5 s, or while this instance
 * is alone. Concurrent calls for a key share a load. What does not exist is never kept.
 */
export class TrustedCache<V extends NonNullable<unknown>> {
  readonly #rows: TtlCache<{ value: V; readAt: number }>;

  constructor(
    private readonly bus: Pick<Bus, "alone" | "onSuspicion">,
    private readonly clock: Clock,
  ) {
    const rows = new TtlCache<{ value: V; readAt: number }>(clock, {
      max: MAX_KEPT,
      ttlMs: TRUST_ALONE_MS,
    });
    this.#rows = rows;
    const clear = new Throttle(clock, () => CLEAR_EVERY_MS, () => rows.clear());
    bus.onSuspicion(() => clear.request());
  }

  /** The value, if it is kept and trusted. */
  get(key: string): V | undefined {
    const kept = this.#rows.get(key);
    if (!kept) return undefined;
    if (this.bus.alone || this.clock.elapsed() - kept.readAt < TRUST_MS) return kept.value;
    this.#rows.delete(key);
    return undefined;
  }

  /** The value, loaded if it is not kept. Rejects as `load` does. */
  async getOne(key: string, load: () => Promise<V | undefined>): Promise<V | undefined> {
    const kept = this.get(key);
    if (kept !== undefined) return kept;
    const loaded = await this.#rows.getOne(key, async () => {
      const readAt = this.clock.elapsed();
      const value = await load();
      return value === undefined ? undefined : { value, readAt };
    });
    return loaded?.value;
  }

  /** Drops what was changed. */
  delete(key: string): void {
    this.#rows.delete(key);
  }
}
