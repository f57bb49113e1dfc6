/**
 * What the server does wrong, on purpose. Counts are how many of the next requests are hit; a switch
 * stays until it is turned off.
 */
export interface Faults {
  /** Milliseconds that each request waits. */
  delayMs: number;
  /** Answers 503 without doing anything. */
  unavailable: number;
  /** Applies a commit, then answers 503: the client repeats it. */
  unavailableAfterCommit: number;
  /** Applies a commit, then breaks the answer off. */
  dropAfterCommit: number;
  /** Never answers. */
  hang: number;
  /** Watches stay open and say nothing more. */
  silentWatch: boolean;
}

export function noFaults(): Faults {
  return {
    delayMs: 0,
    unavailable: 0,
    unavailableAfterCommit: 0,
    dropAfterCommit: 0,
    hang: 0,
    silentWatch: false,
  };
}

type Counted = { [K in keyof Faults]: Faults[K] extends number ? K : never }[keyof Faults];

/** Whether this request is hit by a counted fault; counts it down. */
export function hit(faults: Faults, which: Exclude<Counted, "delayMs">): boolean {
  if (faults[which] <= 0) return false;
  faults[which]--;
  return true;
}
