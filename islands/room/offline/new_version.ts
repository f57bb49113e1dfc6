import { effect } from "@preact/signals";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { TAKE_OVER } from "../../worker/messages.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** A browser looks for a new worker when a page is loaded; a chat stays open for days. */
const LOOK_AGAIN_MS = 60 * 60_000;

/**
 * Says that a new version is ready, once its worker has all of it, and takes it by a press: the page
 * loads anew, with drafts and what waits to be sent as they are stored. Where something is typed that is
 * not, it asks to finish that first. Returns how to stop.
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
    const say = (what: "version.ready" | "version.typed") =>
      window.showToast(words.t(what), false, { text: words.t("version.use"), run });
    const run = () => isTyped(window) ? say("version.typed") : void takeOver(waiting);
    say("version.ready");
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

/** The same on a page that brings no worker here, for the one that the chat brought, if it did. */
export function offerNewVersionIfAny(window: ChatWindow): () => void {
  let stop: (() => void) | undefined = () => {};
  const find = async () => {
    const registration = await navigator.serviceWorker?.getRegistration("/");
    if (registration && stop) stop = offerNewVersion(window, registration);
  };
  find().catch(() => {}); // none is allowed here: no version waits
  return () => {
    stop?.();
    stop = undefined;
  };
}

/** Whether anything is typed or chosen that a new page would not have; what is sought is no loss. */
function isTyped({ writing }: ChatWindow): boolean {
  const isEdit = writing.peek()?.is === "edit";
  const fields = document.querySelectorAll("input, textarea, select");
  return [...fields].some((field) => field.closest("form.composer") ? isEdit : isChanged(field));
}

function isChanged(field: Element): boolean {
  if (field instanceof HTMLSelectElement) {
    return [...field.options].some((one) => one.selected !== one.defaultSelected);
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement)) return false;
  if (field.type === "search" || field.type === "hidden") return false;
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
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
