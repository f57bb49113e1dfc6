import type { Kv, Mutation } from "../../kv/kv.ts";
import { Unavailable } from "../../kv/kv.ts";
import { MAX_COMMIT_BYTES, MAX_COMMIT_KEY_BYTES, mutationBytes } from "../../kv/size.ts";
import { type Clock, sleep } from "../../runtime/clock.ts";

/** Writes of one commit: a larger one holds up who chats meanwhile for longer. */
const WRITES_AT_ONCE = 250;
/**
 * It rests for so many times as long as a commit took: whoever finds the file locked tries again after a
 * while, and must seldom find it locked twice.
 */
const RESTS = 3;
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
 * Writes to a store in commits that leave others their turn: after each it rests for longer than that
 * took. What is written is its own alone, so that writing it twice is harmless.
 */
export function createSink(kv: Pick<Kv, "commit">, clock: Clock, rest = true): Sink {
  let waiting: Mutation[] = [];
  let [bytes, keyBytes] = [0, 0];

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    const mutations = waiting;
    waiting = [];
    [bytes, keyBytes] = [0, 0];
    const began = clock.elapsed();
    for (let tries = 1;; tries++) {
      try {
        await kv.commit([], mutations);
        break;
      } catch (error) {
        if (!(error instanceof Unavailable) || tries === TRIES) throw error;
        await sleep(clock, WAIT_MS);
      }
    }
    const tookMs = clock.elapsed() - began;
    if (rest && tookMs > 0) await sleep(clock, RESTS * tookMs);
  }

  return {
    async add(...mutations) {
      for (const mutation of mutations) {
        const size = mutationBytes(mutation);
        const isFull = waiting.length >= WRITES_AT_ONCE || bytes + size.bytes > BYTES_AT_ONCE ||
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
