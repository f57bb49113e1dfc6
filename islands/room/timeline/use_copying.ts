import { loadLate } from "../load_late.ts";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Several messages are copied with who said them, once the code for that has come. */
export function useCopying(timeline: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let stop: (() => void) | undefined = () => {};
    loadLate().then(
      ({ copyMessages }) => {
        if (stop && timeline.current) stop = copyMessages(timeline.current);
      },
      () => {}, // the browser copies what is marked, as it does anywhere
    );
    return () => {
      stop?.();
      stop = undefined;
    };
  }, []);
}
