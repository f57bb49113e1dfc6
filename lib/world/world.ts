// What the outside gives: time, timers and chance. They are parameters everywhere, so that a test or
// the simulator can own them.

/** A timer that was set; cancelling one that has run does nothing. */
export interface Timer {
  cancel(): void;
}

/** The time of day, which may be set at any moment, and timers, which do not notice that. */
export interface Clock {
  /** Milliseconds since the epoch, UTC: for what is written down, shown or told to others. */
  now(): number;
  /** Whole milliseconds since some moment, on the scale of the timers: for how long things last. */
  elapsed(): number;
  /** Runs `run` once after `ms` milliseconds. `run` must not throw. */
  after(ms: number, run: () => void): Timer;
}

/** Chance: fractions in [0, 1), UUIDs (RFC 9562, version 4) and random bytes. */
export interface Random {
  fraction(): number;
  uuid(): string;
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => Math.floor(performance.now()),
  after(ms, run) {
    const id = setTimeout(run, ms);
    return { cancel: () => clearTimeout(id) };
  },
};

/** The platform's cryptographic randomness; `fraction` is for jitter alone. */
export const systemRandom: Random = {
  fraction: () => Math.random(),
  uuid: () => crypto.randomUUID(),
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};

/** Runs `run` every `ms` milliseconds until cancelled; a late turn is not made up for. */
export function every(clock: Clock, ms: number, run: () => void): Timer {
  let timer = clock.after(ms, turn);
  function turn() {
    timer = clock.after(ms, turn);
    run();
  }
  return { cancel: () => timer.cancel() };
}

/** Resolves after `ms` milliseconds of `clock`. */
export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
