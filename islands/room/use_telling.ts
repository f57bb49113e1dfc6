import { useEffect, useMemo } from "preact/hooks";
import type { Said } from "./chat_window.ts";
import { useWindow } from "./window_context.ts";

/** What is said of something that is tried again: only as long as it does not work. */
export interface Telling {
  /** Says what went wrong. */
  tell(error: unknown): void;
  /** It worked: what was said of it goes. */
  works(): void;
}

/** Tells of one part of the page; what it said goes with the part too. */
export function useTelling(): Telling {
  const window = useWindow();
  const telling = useMemo((): Telling => {
    let told: Said | undefined;
    return {
      tell: (error) => {
        told = window.tell(error);
      },
      works: () => window.unsay(told),
    };
  }, []);
  useEffect(() => telling.works, []);
  return telling;
}
