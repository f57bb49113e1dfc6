// An import gives way to people who chat: it asks what they would wait for, not how busy the machine is.
import type { CommitResult, Kv } from "../../kv/kv.ts";
import { type Clock, sleep } from "../../runtime/clock.ts";

/**
 * What an import has in common with people who chat: nothing, the store alone (a command beside a
 * server), or the process too (a server itself).
 */
export type Shared = "nothing" | "store" | "process";

/**
 * From one commit to the next it leaves so many times as long as a commit takes: whoever finds the file
 * locked tries again after a while, and must seldom find it locked twice.
 */
const RESTS = 3;
/** The longest rest, in milliseconds. */
const LONGEST_REST_MS = 1_000;
/** Commits of which the middle one says how long one takes: those that had to wait themselves do not. */
const COMMITS = 15;
/** Nobody else wrote for so long: nobody waits, and it does not rest. In milliseconds. */
const QUIET_MS = 2_000;
/** What one commit adds to the version of a file at most. */
const MOST_A_COMMIT = 10n;
/** It works for so long before whoever waits for the process has a turn, in milliseconds. */
const SLICE_MS = 8;
/** A turn that comes later was one that others had: then it leaves them more. */
const LATE_MS = 5;

/** How fast an import goes. */
export interface Pace {
  /** The store, whose commits wait for their turn. */
  kv: Kv;
  /** How long the last commit took by itself, in milliseconds. */
  readonly tookMs: number;
  /** Called often between commits: gives others of the process a turn when it is time. */
  breathe(): Promise<void>;
}

/** The pace of an import over a store. */
export function createPace(kv: Kv, clock: Clock, shared: Shared): Pace {
  const others = new Others(clock);
  const last: number[] = [];
  let tookMs = 0;
  let turnAt = -Infinity;
  let slice = clock.elapsed();

  async function commit(...[checks, mutations]: Parameters<Kv["commit"]>): Promise<CommitResult> {
    const waitMs = turnAt - clock.elapsed();
    if (waitMs > 0 && others.write) {
      await sleep(clock, waitMs);
      slice = clock.elapsed();
    }
    const began = clock.elapsed();
    const result = await kv.commit(checks, mutations);
    tookMs = clock.elapsed() - began;
    others.committed(result);
    last.push(tookMs);
    if (last.length > COMMITS) last.shift();
    // What is made ready for the next one meanwhile counts as rest.
    turnAt = clock.elapsed() + Math.min(LONGEST_REST_MS, RESTS * middleOf(last));
    return result;
  }

  async function breathe(): Promise<void> {
    const workedMs = clock.elapsed() - slice;
    if (workedMs < SLICE_MS) return;
    const began = clock.elapsed();
    await sleep(clock, 0);
    if (clock.elapsed() - began > LATE_MS) await sleep(clock, RESTS * workedMs);
    slice = clock.elapsed();
  }

  return {
    kv: shared === "nothing" ? kv : {
      maxChecks: kv.maxChecks,
      close: () => kv.close(),
      commit,
      get: (key) => kv.get(key),
      getMany: (wanted) => kv.getMany(wanted),
      list: (range, options) => kv.list(range, options),
      watch: (key, changed, signal) => kv.watch(key, changed, signal),
    },
    get tookMs() {
      return tookMs;
    },
    breathe: shared === "process" ? breathe : () => Promise.resolve(),
  };
}

/**
 * Whether somebody else writes to the store. Of a file, a commit moves its version on by at most ten:
 * further from one of ours to the next, others wrote. Where versions are times, somebody always seems to.
 */
class Others {
  #version: bigint | undefined;
  #heardAt: number;

  constructor(private readonly clock: Clock) {
    this.#heardAt = clock.elapsed();
  }

  get write(): boolean {
    return this.clock.elapsed() - this.#heardAt < QUIET_MS;
  }

  committed(result: CommitResult): void {
    const version = result.ok ? versionOf(result.versionstamp) : undefined;
    const isOurs = version !== undefined && this.#version !== undefined &&
      version - this.#version <= MOST_A_COMMIT;
    if (!isOurs) this.#heardAt = this.clock.elapsed();
    this.#version = version;
  }
}

/** The number in a version: ten bytes, of which the last two say nothing. */
function versionOf(versionstamp: string): bigint | undefined {
  return /^[0-9a-f]{20}$/.test(versionstamp) ? BigInt(`0x${versionstamp.slice(0, 16)}`) : undefined;
}

function middleOf(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
