// A voice message while it is made. Loaded with the first one.
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { MAX_WAVE } from "../../../lib/protocol/requests/shared_files.ts";
import { waveOf } from "./wave_of.ts";

/** The longest voice message that is made here, in seconds. */
export const MAX_TAKE_S = 15 * 60;
/** Enough for a voice: a minute is a quarter of a megabyte. */
const BITS_PER_SECOND = 32_000;
/** How often the level is looked at, and what was recorded is given out, in milliseconds. */
const [LEVEL_MS, SLICE_MS] = [100, 1_000];
/** What is kept free of the limit of a file, for what the format adds. */
const MARGIN_BYTES = 64 * 1024;
/** In this order: the first is played everywhere but on old devices of Apple, which record the second. */
const TYPES = [
  ["audio/webm;codecs=opus", "webm"],
  ["audio/mp4", "m4a"],
  ["audio/ogg;codecs=opus", "ogg"],
] as const;

/** Why no microphone is heard. */
export type MicrophoneRefusal = "refused" | "none" | "busy";

export class NoMicrophone extends Error {
  override readonly name = "NoMicrophone";
  constructor(readonly why: MicrophoneRefusal) {
    super(`No microphone: ${why}`);
  }
}

/** A voice message as it was recorded. */
export interface Take {
  file: File;
  /** Seconds. */
  duration: number;
  wave: string;
}

/** What is recorded. Whoever begins it ends it, by `finish` or `discard`. */
export interface Recording {
  /** `over`: it was finished, or its limit is reached, or the microphone is gone. */
  readonly state: ReadonlySignal<"recording" | "paused" | "over">;
  /** What was recorded, in seconds. */
  readonly seconds: ReadonlySignal<number>;
  /** The last bars of its wave. */
  readonly wave: ReadonlySignal<string>;
  pause(): void;
  resume(): void;
  /** Ends it, once or again, and gives what was recorded. */
  finish(): Promise<Take>;
  discard(): void;
}

/** Begins to record. Rejects with `NoMicrophone`. `maxBytes`: of the file. */
export async function record(maxBytes: number): Promise<Recording> {
  const stream = await openMicrophone();
  const [type, ending] = TYPES.find(([one]) => MediaRecorder.isTypeSupported(one)) ?? ["", "bin"];
  const recorder = new MediaRecorder(stream, {
    audioBitsPerSecond: BITS_PER_SECOND,
    ...(type && { mimeType: type }),
  });
  const meter = openMeter(stream);
  const parts: Blob[] = [];
  const levels = signal<readonly number[]>([]);
  const state = signal<"recording" | "paused" | "over">("recording");
  const seconds = computed(() => levels.value.length * LEVEL_MS / 1_000);
  const ended = Promise.withResolvers<void>();
  let bytes = 0;

  const timer = setInterval(() => {
    if (state.peek() !== "recording") return;
    levels.value = [...levels.peek(), meter.level()];
    if (seconds.peek() >= MAX_TAKE_S) end();
  }, LEVEL_MS);

  function end(): void {
    if (state.peek() === "over") return;
    state.value = "over";
    clearInterval(timer);
    if (recorder.state !== "inactive") recorder.stop();
    else ended.resolve();
    for (const track of stream.getTracks()) track.stop();
    meter.close();
  }
  recorder.addEventListener("dataavailable", ({ data }) => {
    parts.push(data);
    bytes += data.size;
    if (bytes > maxBytes - MARGIN_BYTES) end();
  });
  recorder.addEventListener("stop", () => {
    ended.resolve();
    end();
  });
  stream.getAudioTracks()[0]?.addEventListener("ended", end);
  recorder.start(SLICE_MS);

  return {
    state,
    seconds,
    wave: computed(() => waveOf(levels.value.slice(-MAX_WAVE), MAX_WAVE)),
    pause() {
      if (state.peek() !== "recording") return;
      recorder.pause();
      state.value = "paused";
    },
    resume() {
      if (state.peek() !== "paused") return;
      recorder.resume();
      state.value = "recording";
    },
    async finish() {
      end();
      await ended.promise;
      const plain = (recorder.mimeType || type).split(";")[0] ?? "";
      return {
        file: new File(parts, `voice.${ending}`, { type: plain }),
        duration: seconds.peek(),
        wave: waveOf(levels.peek(), MAX_WAVE),
      };
    },
    discard: end,
  };
}

async function openMicrophone(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    const isMissing = name === "NotFoundError" || name === "OverconstrainedError";
    throw new NoMicrophone(
      isMissing
        ? "none"
        : name === "NotReadableError" || name === "AbortError"
        ? "busy"
        : "refused",
    );
  }
}

/** How loud it is now, from 0 to 1. */
function openMeter(stream: MediaStream): { level(): number; close(): void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      return samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    },
    close: () => void context.close().catch(() => {}), // it may be closed already
  };
}
