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
  uuid,
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};

/** A UUID (RFC 9562, version 4). `crypto.randomUUID` does not exist on pages over plain http. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6]! & 0x0f | 0x40; // the version
  bytes[8] = bytes[8]! & 0x3f | 0x80; // the variant
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Runs `run` every `ms` milliseconds until cancelled; a late turn is not made up for. */
export function every(clock: Clock, ms: number, run: () => void): Timer {
  let timer = clock.after(ms, turn);
  function turn() {
    timer = clock.after(ms, turn);
    run();
  }
  return { cancel: () => timer.cancel() };
}

/** Resolves after `ms` milliseconds of `clock`, or at once when `signal` aborts. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(ms, done);
  signal?.addEventListener("abort", done, { once: true });
  function done() {
    timer.cancel();
    signal?.removeEventListener("abort", done);
    resolve();
  }
  return promise;
}
