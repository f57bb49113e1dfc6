import type { ReadonlySignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Runs when a counter goes up while the component is mounted. */
export function useSignalCount(counter: ReadonlySignal<number>, run: () => void): void {
  const last = useRef(counter.peek());
  // In a layout effect: other effects wait for a frame, and are dropped when a key leads away first.
  useLayoutEffect(() => {
    if (counter.value === last.current) return;
    last.current = counter.value;
    run();
  }, [counter.value]);
}
