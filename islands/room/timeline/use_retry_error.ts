import { useLayoutEffect, useMemo } from "preact/hooks";
import type { Toast } from "../window/chat_window.ts";
import { useWindow } from "../window/window_context.ts";

/** The toast about something that is retried: it stands only as long as that fails. */
export interface RetryError {
  show(error: unknown): void;
  /** The retry worked: removes the toast. */
  clear(): void;
}

/** The retry error of one part of the page; removed with the part, which then shows no more. */
export function useRetryError(): RetryError {
  const window = useWindow();
  const retryError = useMemo(() => {
    let toast: Toast | undefined;
    let unmounted = false;
    return {
      show(error: unknown) {
        if (!unmounted) toast = window.showError(error);
      },
      clear: () => window.dismissToast(toast),
      unmount() {
        unmounted = true;
        window.dismissToast(toast);
      },
    };
  }, []);
  // In a layout effect: other effects wait for a frame, and are dropped when a key leads away first.
  useLayoutEffect(() => retryError.unmount, []);
  return retryError;
}
