import { systemClock } from "../../../lib/runtime/clock.ts";

/** Two soft tones, one after the other: hertz, and seconds from the beginning. */
const TONES = [[523.25, 0], [659.25, 0.12]] as const;
const LENGTH_S = 0.5;
const LOUDNESS = 0.06;
/** A browser that lets itself be heard only later than this would call for what is long read. */
const LATE_MS = 2_000;
/** A tab in the background may come to the same message up to a minute later. */
const PLAYED_MS = 90_000;

let context: AudioContext | undefined;

/** Whether this device plays the sound: not a phone, which has sounds of its own. */
export function canPlay(): boolean {
  return typeof AudioContext !== "undefined" && !matchMedia("(pointer: coarse)").matches;
}

/**
 * Plays the sound of an alert, made here: once, whichever of the tabs comes to it first. `key`: what
 * alerts. Not before the person has pressed something in this tab, which browsers ask for.
 */
export async function playOnce(key: string): Promise<void> {
  if (canPlay() && await awake() && await isFirst(key)) play();
}

/** Plays it as often as one presses. */
export async function playTrial(): Promise<void> {
  if (await awake()) play();
}

/** Whether this tab may be heard now: one that may not leaves it to the others. */
async function awake(): Promise<boolean> {
  const { userActivation }: { userActivation?: UserActivation } = navigator; // not everywhere
  if (userActivation?.hasBeenActive === false) return false;
  context ??= new AudioContext();
  const asked = systemClock.elapsed();
  await context.resume();
  return systemClock.elapsed() - asked < LATE_MS;
}

/** Whether no other tab of this browser has played this. A page without TLS cannot ask: each plays. */
function isFirst(key: string): Promise<boolean> {
  const { locks }: { locks?: LockManager } = navigator;
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve, reject) => {
    locks.request(`palabre-sound ${key}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise<void>((over) => systemClock.after(PLAYED_MS, over));
    }).catch(reject);
  });
}

function play(): void {
  if (!context) return;
  for (const [hertz, delay] of TONES) {
    const [tone, loudness] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + delay;
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH_S);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + LENGTH_S);
  }
}
