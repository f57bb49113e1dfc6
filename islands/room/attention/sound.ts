/** Two soft tones, one after the other: hertz, and seconds from the beginning. */
const TONES = [[523.25, 0], [659.25, 0.12]] as const;
const LENGTH_S = 0.5;
const LOUDNESS = 0.06;

let context: AudioContext | undefined;

/**
 * Plays the sound of an alert, made here. Not on phones, which have sounds of their own, and not before
 * the person has pressed something, which browsers ask for.
 */
export function playAlert(): void {
  if (matchMedia("(pointer: coarse)").matches || typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  if (context.state !== "running") return void context.resume().catch(() => {});
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
