import { effect } from "@preact/signals";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { TAKE_OVER } from "../../worker/messages.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** A browser looks for a new worker when a page is loaded; a chat stays open for days. */
const LOOK_AGAIN_MS = 60 * 60_000;

/**
 * Says that a new version is ready, once its worker has all of it, and takes it by a press: the page
 * loads anew, with drafts and what waits to be sent as they are stored. Returns how to stop.
 */
export function offerNewVersion(
  window: ChatWindow,
  registration: ServiceWorkerRegistration,
): () => void {
  let lookedAt = systemClock.elapsed();
  let offered: ServiceWorker | undefined;
  const stopping = new AbortController();
  const { signal } = stopping;
  const offer = () => {
    const { waiting } = registration;
    // The first worker of this browser takes over by itself.
    if (!waiting || waiting === offered || !navigator.serviceWorker.controller) return;
    offered = waiting;
    const { words } = window;
    const run = () => void takeOver(waiting);
    window.showToast(words.t("version.ready"), false, { text: words.t("version.use"), run });
  };
  const follow = () => {
    registration.installing?.addEventListener("statechange", offer, { signal });
  };
  registration.addEventListener("updatefound", follow, { signal });
  follow();
  offer();
  let wasAway = false;
  const stop = effect(() => {
    const isOnline = window.model.connection.value.state === "online";
    // A deploy ends connections: whoever is back looks for what is new.
    const isDue = wasAway || systemClock.elapsed() - lookedAt > LOOK_AGAIN_MS;
    if (isOnline && isDue) {
      lookedAt = systemClock.elapsed();
      registration.update().catch(() => {}); // half a deploy, or none: the next time
    }
    wasAway = !isOnline;
  });
  return () => {
    stopping.abort();
    stop();
  };
}

/** Other tabs stay as they are: their files are kept until the version after this one. */
async function takeOver(waiting: ServiceWorker): Promise<void> {
  const isThere = new Promise((resolve) =>
    navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true })
  );
  waiting.postMessage(TAKE_OVER);
  await isThere;
  location.reload();
}
