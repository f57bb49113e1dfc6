import { useLayoutEffect, useMemo } from "preact/hooks";
import type { Said } from "./chat_window.ts";
import { useWindow } from "./window_context.ts";

/** What is said of something that is tried again: only as long as it does not work. */
export interface Telling {
  /** Says what went wrong. */
  tell(error: unknown): void;
  /** It worked: what was said of it goes. */
  works(): void;
}

/** Tells of one part of the page. What it said goes with the part, which then tells nothing more. */
export function useTelling(): Telling {
  const window = useWindow();
  const telling = useMemo(() => {
    let told: Said | undefined;
    let left = false;
    return {
      tell: (error: unknown) => {
        if (!left) told = window.tell(error);
      },
      works: () => window.unsay(told),
      leave() {
        left = true;
        window.unsay(told);
      },
    };
  }, []);
  // At once: an effect that waits for a picture is dropped when the next key leads away.
  useLayoutEffect(() => telling.leave, []);
  return telling;
}
