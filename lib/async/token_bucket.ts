import type { Rate } from "../protocol/limits.ts";
import type { Clock } from "../runtime/clock.ts";

/** Lets `burst` through at once, then one each `everyMs`. */
export class TokenBucket {
  /** When the bucket will be full again: one number holds its whole state. */
  #fullAt = 0;

  constructor(private readonly rate: Rate, private readonly clock: Clock) {}

  /** Takes `count` tokens and gives 0, or takes none and gives the milliseconds until there are. */
  take(count = 1): number {
    const now = this.clock.elapsed();
    const fullAt = Math.max(this.#fullAt, now) + count * this.rate.everyMs;
    const excessMs = fullAt - now - this.rate.burst * this.rate.everyMs;
    if (excessMs > 0) return excessMs;
    this.#fullAt = fullAt;
    return 0;
  }

  /** How many may be taken now, and in how many milliseconds it is full again. */
  get left(): { tokens: number; fullInMs: number } {
    const fullInMs = Math.max(0, this.#fullAt - this.clock.elapsed());
    const { burst, everyMs } = this.rate;
    return { tokens: Math.max(0, Math.floor(burst - fullInMs / everyMs)), fullInMs };
  }

  /** Nothing was taken for so long that a new bucket would be the same. */
  get full(): boolean {
    return this.#fullAt <= this.clock.elapsed();
  }
}

/** How many keys are kept before those whose bucket is full again are forgotten. */
const SWEEP_FROM_KEYS = 1_000;

/** A bucket for each key (a user, an address), on every socket and over HTTP alike. */
export class KeyedBuckets {
  readonly #buckets = new Map<string, TokenBucket>();
  #sweepAt = SWEEP_FROM_KEYS;

  constructor(private readonly clock: Clock) {}

  /** As `TokenBucket.take`, of the bucket of `key`. A key always comes with the same rate. */
  take(key: string, rate: Rate, count = 1): number {
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= this.#sweepAt) this.#sweep();
      bucket = new TokenBucket(rate, this.clock);
      this.#buckets.set(key, bucket);
    }
    return bucket.take(count);
  }

  /** As `TokenBucket.left`. */
  left(key: string, rate: Rate): { tokens: number; fullInMs: number } {
    return this.#buckets.get(key)?.left ?? { tokens: rate.burst, fullInMs: 0 };
  }

  get size(): number {
    return this.#buckets.size;
  }

  #sweep(): void {
    for (const [key, bucket] of this.#buckets) if (bucket.full) this.#buckets.delete(key);
    this.#sweepAt = Math.max(SWEEP_FROM_KEYS, 2 * this.#buckets.size);
  }
}
