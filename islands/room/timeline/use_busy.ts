import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect } from "preact/hooks";

/**
 * Whether the log is busy: while it draws what was said before (a page, or loaded rows that were out of
 * sight), a screen reader must not read that out as new.
 */
export function useBusy(loading: boolean): Signal<boolean> {
  const busy = useSignal(loading);
  // In a layout effect: a page may come before an effect that waits for a frame has run.
  useLayoutEffect(() => {
    if (loading) busy.value = true;
  }, [loading]);
  useEffect(() => {
    if (!loading) busy.value = false;
  }, [loading, busy.value]);
  return busy;
}
