import { systemClock } from "../../../lib/runtime/clock.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { KeptProps } from "./keep_offline.ts";
import { returnToPage } from "./return_to_page.ts";
import { sayUnkept } from "./unkept_pictures.ts";

/** What opens the chat without a connection is fetched while the page rests. */
const AFTER_MS = 4_000;

/** Keeps the chat on this device, once the page rests. Returns how to stop. */
export function keepOfflineLater(window: ChatWindow, props: KeptProps): () => void {
  if (!("serviceWorker" in navigator)) return () => {}; // not in a secure context
  let stop: (() => void) | undefined;
  const stops = [sayUnkept(window), returnToPage(window)];
  const resting = systemClock.after(AFTER_MS, () => {
    import("./keep_offline.ts").then(({ keepOffline }) => {
      stop ??= keepOffline(window, props);
    }, () => {}); // the next page tries again
  });
  return () => {
    resting.cancel();
    for (const end of stops) end();
    stop?.();
    stop = () => {};
  };
}
