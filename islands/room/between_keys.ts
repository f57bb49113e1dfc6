import { useSignal, useSignalEffect } from "@preact/signals";
import type { ReadonlySignal } from "@preact/signals";
import { systemClock } from "../../lib/world/world.ts";

/** Whoever pressed a key this lately presses the next one soon. */
const TYPING_MS = 300;
/** What is to be drawn waits this long for the next key, and is drawn then. */
const PATIENCE_MS = 250;

let keyAt = -Infinity;
/** What waits for the picture that the next key makes. */
const waiting = new Set<() => void>();

/** Notes when keys are pressed. Returns how to stop. */
export function followKeys(): () => void {
  const onKeyDown = () => {
    keyAt = systemClock.now();
    if (waiting.size === 0) return;
    // The next frame shows the key; the task after it is the furthest from the key to come.
    requestAnimationFrame(() => setTimeout(drawWaiting));
  };
  addEventListener("keydown", onKeyDown, { capture: true, passive: true });
  return () => removeEventListener("keydown", onKeyDown, { capture: true });
}

function drawWaiting(): void {
  for (const draw of [...waiting]) draw();
}

/**
 * What a signal holds, for a part of the page that takes long to draw: while somebody types it is
 * drawn after a key was shown, not before. `urgent`: a value that is drawn at once.
 */
export function useBetweenKeys<T>(
  source: ReadonlySignal<T>,
  urgent: (value: T) => boolean,
): ReadonlySignal<T> {
  const drawn = useSignal(source.peek());
  useSignalEffect(() => {
    const value = source.value;
    const typing = systemClock.now() - keyAt < TYPING_MS;
    if (!typing || urgent(value)) {
      drawn.value = value;
      return;
    }
    const draw = () => {
      drawn.value = value;
    };
    waiting.add(draw);
    const timer = systemClock.after(PATIENCE_MS, draw);
    return () => {
      waiting.delete(draw);
      timer.cancel();
    };
  });
  return drawn;
}
