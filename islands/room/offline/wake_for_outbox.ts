import { effect } from "@preact/signals";
import { BACK, SYNC_TAG } from "../../worker/messages.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** Where a browser can wake a service worker, it is asked for that here. Not everywhere. */
interface Syncing {
  sync?: { register(tag: string): Promise<void> };
}

/**
 * Has the browser wake the service worker once there is a network again, which then sends what waits,
 * if this page is gone by then. Returns how to stop.
 */
export function wakeForOutbox({ model }: ChatWindow): () => void {
  const ask = async () => {
    const registration: ServiceWorkerRegistration & Syncing = await navigator.serviceWorker.ready;
    await registration.sync?.register(SYNC_TAG);
  };
  const wake = () => void ask().catch(() => {}); // not allowed: the next page sends it
  const isAway = () => model.connection.peek().state !== "online";
  const leaving = () => document.hidden && isAway() && wake();
  const heard = ({ data }: MessageEvent) => data === BACK && model.retryNow();
  navigator.serviceWorker.addEventListener("message", heard);
  document.addEventListener("visibilitychange", leaving);
  const stop = effect(() => {
    if (model.connection.value.state === "waiting") wake();
  });
  return () => {
    stop();
    navigator.serviceWorker.removeEventListener("message", heard);
    document.removeEventListener("visibilitychange", leaving);
  };
}
