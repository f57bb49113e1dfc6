// What is heard now: one voice message at a time, whatever is in view.
import { signal } from "@preact/signals";

/** The voice message that was started last. */
export interface Playing {
  src: string;
  /** What is heard: “failed” where the browser could not read it. */
  state: "playing" | "paused" | "failed";
  /** Where it is, in seconds. */
  at: number;
}

const SPEEDS = [1, 1.5, 2] as const;
const SPEED_KEY = "palabre-voice-speed";

export const playing = signal<Playing | undefined>(undefined);
export const speed = signal<number>(readSpeed());

/** In no page: it goes on while its message is scrolled out of the timeline. */
let audio: HTMLAudioElement | undefined;
/** Where to begin once what it reads is known. */
let startAt: number | undefined;

/** Plays from `at` on, in seconds; whatever else was heard ends. */
export function play(src: string, at: number): void {
  const element = audio ??= createAudio();
  if (playing.peek()?.src !== src) element.src = new URL(src, location.href).href;
  playing.value = { src, state: "playing", at };
  seekWhenKnown(element, at);
  element.playbackRate = speed.peek();
  element.play().catch((error: unknown) => {
    // Another one was started, or it was paused, before it could begin.
    if (error instanceof DOMException && error.name === "AbortError") return;
    set(src, { state: "failed" });
  });
}

/** Stops what is heard; it goes on where it was. */
export function pause(): void {
  audio?.pause();
}

/** Goes to `at`, in seconds, in the one that was started last. */
export function seek(src: string, at: number): void {
  if (playing.peek()?.src !== src || !audio) return;
  set(src, { at });
  seekWhenKnown(audio, at);
}

/** The next of the speeds; it is kept for all, and for the next time. */
export function turnSpeed(): void {
  const now = SPEEDS.findIndex((one) => one === speed.peek());
  speed.value = SPEEDS[(now + 1) % SPEEDS.length] ?? 1;
  if (audio) audio.playbackRate = speed.peek();
  try {
    localStorage.setItem(SPEED_KEY, String(speed.peek()));
  } catch {
    // No storage here: it holds until the page goes.
  }
}

function readSpeed(): number {
  if (!("document" in globalThis)) return 1; // on the server
  try {
    const kept = Number(localStorage.getItem(SPEED_KEY));
    return SPEEDS.find((one) => one === kept) ?? 1;
  } catch {
    return 1; // no storage here
  }
}

function set(src: string, to: Partial<Playing>): void {
  const now = playing.peek();
  if (now?.src === src) playing.value = { ...now, ...to };
}

function createAudio(): HTMLAudioElement {
  const element = new Audio();
  const update = (to: Partial<Playing>) => {
    const now = playing.peek();
    if (now) playing.value = { ...now, ...to };
  };
  element.addEventListener("timeupdate", () => {
    if (startAt === undefined && !element.paused) update({ at: element.currentTime });
  });
  element.addEventListener("loadedmetadata", () => {
    if (startAt !== undefined) seekWhenKnown(element, startAt);
  });
  element.addEventListener("playing", () => update({ state: "playing" }));
  element.addEventListener("pause", () => {
    if (!element.ended) update({ state: "paused" });
  });
  element.addEventListener("ended", () => update({ state: "paused", at: 0 }));
  element.addEventListener("error", () => update({ state: "failed" }));
  return element;
}

function seekWhenKnown(element: HTMLAudioElement, at: number): void {
  startAt = element.readyState >= HTMLMediaElement.HAVE_METADATA ? undefined : at;
  if (startAt !== undefined || Math.abs(element.currentTime - at) < 0.05) return;
  element.currentTime = at;
}
