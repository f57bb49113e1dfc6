// How often something was done lately, counted for all instances together. Each instance has a row of
// its own for what it counts, so that a crowd does not compete for one: the rows are summed.
import { LRUCache } from "lru-cache";
import { KeyedQueue } from "../../async/keyed_queue.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import { createAddresses } from "./address_hash.ts";
import { keys } from "../../kv/keys.ts";
import { type Key, type Kv, Unavailable } from "../../kv/kv.ts";

/** At most `count` times in any `windowMs` milliseconds. */
export interface Allowance {
  count: number;
  windowMs: number;
}

/** Counts what may be tried only so often, for all instances together. */
export interface Attempts {
  /**
   * Counts one more `what` by `who`, if it may be. 0 when it may; else the milliseconds until it may.
   * Never lets more through than may be; instances that count in the same moment may let fewer.
   */
  take(what: string, who: string, allowance: Allowance): Promise<number>;
  /**
   * The same without counting one. Costs a read only where as much was counted here, or seen of the others
   * here, as may be: an instance that saw none of it says 0.
   */
  look(what: string, who: string, allowance: Allowance): Promise<number>;
}

/** Times in milliseconds UTC, ascending: each counts until the window has moved past it. */
interface AttemptTimes {
  times: number[];
  /** How many of them, the last ones, this very write asks for: they are not decided yet. */
  asked: number;
}

/** A row: what one instance counted, as it was at `versionstamp`. */
interface Slice extends AttemptTimes {
  name: string;
  versionstamp: string;
}

/** Rows that are summed: one for each instance that lately counted the same. */
const MAX_SLICES = 1_000;
/** Things of which the rows are remembered: who asks again soon costs a read less. */
const MAX_REMEMBERED = 10_000;

/** Attempts at one thing that are decided together. */
interface Batch {
  allowance: Allowance;
  waiting: PromiseWithResolvers<number>[];
}

/**
 * Counts in `kv`. Whom it counts stands there as a salted hash: addresses, and the names that people
 * try. Attempts that come while others are decided are decided together, next.
 */
export function createAttempts(
  { kv, clock, random }: { kv: Kv; clock: Clock; random: Random },
): Attempts {
  const hashOf = createAddresses({ kv, random });
  const counter = new AttemptCounter(kv, clock, random.uuid());
  const batches = new Map<string, Batch>();
  const queue = new KeyedQueue(() => {}); // what runs in it rejects whoever waits, and no more

  function enqueue(what: string, who: string, allowance: Allowance): Promise<number> {
    const id = idOf(what, who);
    const attempt = Promise.withResolvers<number>();
    const next = batches.get(id);
    if (next) {
      next.waiting.push(attempt);
      return attempt.promise;
    }
    const batch: Batch = { allowance, waiting: [attempt] };
    batches.set(id, batch);
    void queue.run(id, async () => {
      batches.delete(id);
      const { waiting } = batch;
      try {
        const { granted, waitMs } = await counter.count(what, who, waiting.length, allowance);
        waiting.forEach(({ resolve }, n) => resolve(n < granted ? 0 : waitMs));
      } catch (error) {
        for (const { reject } of waiting) reject(error);
      }
    });
    return attempt.promise;
  }

  return {
    take: async (what, who, allowance) => await enqueue(what, await hashOf(who) ?? who, allowance),
    look: async (what, who, allowance) =>
      await counter.look(what, await hashOf(who) ?? who, allowance),
  };
}

/**
 * The rows of one instance, beside those of the others. An attempt is written first and compared then:
 * of two instances that do so at once, the one that wrote later sees what the other wrote. A write
 * says the whole row, so doing it twice counts nothing twice.
 */
class AttemptCounter {
  readonly #remembered = new LRUCache<string, Slice[]>({
    maxSize: MAX_REMEMBERED, // `max` would have it fill arrays of that length at once
    sizeCalculation: () => 1,
  });

  constructor(
    private readonly kv: Kv,
    private readonly clock: Clock,
    private readonly name: string,
  ) {}

  /** Counts as many of the `wanted` as may be; and how long the others wait, in milliseconds. */
  async count(
    what: string,
    who: string,
    wanted: number,
    allowance: Allowance,
  ): Promise<{ granted: number; waitMs: number }> {
    const { count, windowMs } = allowance;
    const key = keys.attempts(what, who, this.name);
    const now = this.clock.now();
    const lately = (slices: readonly Slice[]) => timesAfter(now - windowMs, slices);

    let before = this.#remembered.get(idOf(what, who)) ?? [];
    // What is remembered may have been taken back: only what is read now refuses.
    if (before.length === 0 || lately(before).length >= count) before = await this.#read(what, who);
    const room = count - lately(before).length;
    if (room <= 0) {
      this.#remembered.set(idOf(what, who), before); // for who looks
      return { granted: 0, waitMs: waitMs(lately(before), now, allowance) };
    }

    const own = lately(before.filter(({ name }) => name === this.name));
    const asked = Math.min(wanted, room);
    const timesWith = (granted: number) => [...own, ...Array<number>(granted).fill(now)];
    const versionstamp = await this.#write(key, { times: timesWith(asked), asked }, windowMs);
    const others = (await this.#read(what, who)).filter(({ name }) => name !== this.name);
    // What another asks for in a later write is behind: it sees this one.
    const ahead = others.reduce((sum, slice) => {
      const behind = slice.versionstamp > versionstamp ? slice.asked : 0;
      return sum + Math.max(0, lately([slice]).length - behind);
    }, 0);
    const granted = Math.min(asked, Math.max(0, count - own.length - ahead));
    const decided: AttemptTimes = { times: timesWith(granted), asked: 0 };
    if (granted < asked) await this.#write(key, decided, windowMs);
    const mine: Slice = { name: this.name, ...decided, versionstamp };
    this.#remembered.set(idOf(what, who), [...others, mine]);
    return { granted, waitMs: waitMs(lately([...others, mine]), now, allowance) };
  }

  /** Milliseconds until one more may be, as far as this instance knows; 0 where it may now. */
  async look(what: string, who: string, allowance: Allowance): Promise<number> {
    const now = this.clock.now();
    const lately = (slices: readonly Slice[]) => timesAfter(now - allowance.windowMs, slices);
    const known = lately(this.#remembered.get(idOf(what, who)) ?? []);
    if (known.length < allowance.count) return 0;
    const counted = lately(await this.#read(what, who));
    return counted.length < allowance.count ? 0 : waitMs(counted, now, allowance);
  }

  async #read(what: string, who: string): Promise<Slice[]> {
    const prefix = keys.attemptsBy(what, who);
    const rows = await this.kv.list<AttemptTimes>({ prefix }, { limit: MAX_SLICES });
    return rows.map(({ key, value: { times, asked = 0 }, versionstamp }) => (
      { name: String(key.at(-1)), times, asked, versionstamp }
    ));
  }

  async #write(key: Key, value: AttemptTimes, windowMs: number): Promise<string> {
    const result = await this.kv.commit([], [{ type: "set", key, value, expireIn: windowMs }]);
    if (!result.ok) throw new Unavailable("An attempt may not have been counted");
    return result.versionstamp;
  }
}

function timesAfter(from: number, slices: readonly Slice[]): number[] {
  return slices.flatMap(({ times }) => times).filter((time) => time > from);
}

function waitMs(counted: number[], now: number, { count, windowMs }: Allowance): number {
  const oldest = counted.toSorted((a, b) => a - b).at(-count) ?? now;
  return Math.max(1, oldest + windowMs - now);
}

function idOf(what: string, who: string): string {
  return `${what}\0${who}`;
}

/** No limits at all: PALABRE_RATES=off. */
export const unlimitedAttempts: Attempts = {
  take: () => Promise.resolve(0),
  look: () => Promise.resolve(0),
};
