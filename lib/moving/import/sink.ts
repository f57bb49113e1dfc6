import { type Mutation, Unavailable } from "../../kv/kv.ts";
import { MAX_COMMIT_BYTES, MAX_COMMIT_KEY_BYTES, mutationBytes } from "../../kv/size.ts";
import { type Clock, sleep } from "../../runtime/clock.ts";
import type { Pace } from "./pace.ts";

/** Writes of one commit: a larger one holds up who chats meanwhile for longer. */
const WRITES_AT_ONCE = { fewest: 32, most: 250 };
/** A commit that takes longer is followed by one of half its writes, one of less than half by a larger. */
const LONG_MS = 30;
/** Half of what a commit may hold, likewise. */
const BYTES_AT_ONCE = MAX_COMMIT_BYTES / 2;
/** Tries of one commit, and the wait before the next one in milliseconds. */
const TRIES = 20;
const WAIT_MS = 500;

/** Where what is imported goes. */
export interface Sink {
  add(...mutations: Mutation[]): Promise<void>;
  /** Writes what was added. Throws `Unavailable`. */
  flush(): Promise<void>;
}

/** Only looks: nothing is written. */
export const noSink: Sink = { add: () => Promise.resolve(), flush: () => Promise.resolve() };

/**
 * Writes to a store in commits of what is its own alone, so that writing it twice is harmless. They are
 * the smaller, the longer they take.
 */
export function createSink(pace: Pick<Pace, "kv" | "tookMs">, clock: Clock): Sink {
  const { kv } = pace;
  let most = WRITES_AT_ONCE.most;
  let waiting: Mutation[] = [];
  let [bytes, keyBytes] = [0, 0];

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    const mutations = waiting;
    waiting = [];
    [bytes, keyBytes] = [0, 0];
    for (let tries = 1;; tries++) {
      try {
        await kv.commit([], mutations);
        break;
      } catch (error) {
        if (!(error instanceof Unavailable) || tries === TRIES) throw error;
        await sleep(clock, WAIT_MS);
      }
    }
    if (pace.tookMs > LONG_MS) most = Math.max(WRITES_AT_ONCE.fewest, Math.floor(most / 2));
    else if (pace.tookMs < LONG_MS / 2) most = Math.min(WRITES_AT_ONCE.most, most * 2);
  }

  return {
    async add(...mutations) {
      for (const mutation of mutations) {
        const size = mutationBytes(mutation);
        const isFull = waiting.length >= most || bytes + size.bytes > BYTES_AT_ONCE ||
          keyBytes + size.keyBytes > MAX_COMMIT_KEY_BYTES / 2;
        if (isFull) await flush();
        waiting.push(mutation);
        bytes += size.bytes;
        keyBytes += size.keyBytes;
      }
    },
    flush,
  };
}
