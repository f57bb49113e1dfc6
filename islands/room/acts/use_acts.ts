import { loadLate } from "../load_late.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import type { MessageActs } from "../../../lib/ui/timeline/acts.ts";
import { useRestingIn } from "../composer/use_resting.ts";
import { useWindow } from "../window/window_context.ts";
import type { ActsContext } from "./live_acts.tsx";

/**
 * What can be done with the messages in `scroller`, once the page is `live` and the code is there: without a
 * connection a worker has it; else it is asked for again with the next connection where it did not come.
 */
export function useActs(
  scroller: { readonly current: HTMLElement | null },
  context: ActsContext,
  live: boolean,
): MessageActs | undefined {
  const window = useWindow();
  const [acts, setActs] = useState<MessageActs>();
  const latest = useRef(context);
  latest.current = { ...context, conversation: useRestingIn(context.conversation) };
  const wanted = live && (acts !== undefined || window.online || hasWorker());
  useEffect(() => {
    if (!wanted) return;
    let stop: (() => void) | undefined = () => {};
    loadLate().then(({ attachActs }) => {
      if (!stop || !scroller.current) return;
      const attached = attachActs(scroller.current, window, () => latest.current);
      stop = attached.stop;
      setActs(attached.acts);
    }, () => {});
    return () => {
      stop?.();
      stop = undefined;
    };
  }, [wanted]);
  return acts;
}

/** Whether a worker answers for the server: it keeps all that the chat loads. */
function hasWorker(): boolean {
  return Boolean(globalThis.navigator?.serviceWorker?.controller);
}
