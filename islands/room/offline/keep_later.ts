import { systemClock } from "../../../lib/runtime/clock.ts";
import { PATHS } from "../../../lib/ui/paths.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { KeptProps } from "./keep_offline.ts";
import { sayUnkept } from "./unkept_pictures.ts";

/** What opens the chat without a connection is fetched while the page rests. */
const AFTER_MS = 4_000;

/** Keeps the chat on this device, once the page rests. Returns how to stop. */
export function keepOfflineLater(window: ChatWindow, props: KeptProps): () => void {
  if (!("serviceWorker" in navigator)) return () => {}; // not in a secure context
  let stop: (() => void) | undefined;
  const stopSaying = sayUnkept(window);
  // Of the inbox nothing is kept: it is drawn without what is in it.
  if (location.pathname === PATHS.inbox && !window.inbox.peek()) window.followAddress();
  const resting = systemClock.after(AFTER_MS, () => {
    import("./keep_offline.ts").then(({ keepOffline }) => {
      stop ??= keepOffline(window, props);
    }, () => {}); // the next page tries again
  });
  return () => {
    resting.cancel();
    stopSaying();
    stop?.();
    stop = () => {};
  };
}
