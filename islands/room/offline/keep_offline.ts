import { effect } from "@preact/signals";
import { emptyKept, KeptStorage } from "../../../lib/client/kept_storage.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import type { RoomPageProps } from "../../../lib/ui/pages/props.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { isOver } from "../attention/is_over.ts";
import { registerWorker } from "../../worker/register.ts";
import { Keeper } from "./keeper.ts";
import { offerNewVersion } from "./new_version.ts";
import { restoreKept } from "./restore_kept.ts";
import { wakeForOutbox } from "./wake_for_outbox.ts";
import { reportFault } from "../../report_fault.ts";

/** One tab keeps what is read; it has this lock as long as it lives. */
const LOCK = "palabre-kept";

/** What a page is drawn with, besides what changes. */
export type KeptProps = Pick<
  RoomPageProps,
  "reader" | "community" | "icon" | "limits"
>;

/**
 * Keeps the last conversations on this device, as long as there is a service worker to open them with
 * (N4), and shows them where there is no connection. Returns how to stop.
 */
export function keepOffline(window: ChatWindow, props: KeptProps): () => void {
  const stopping = new AbortController();
  const stops = [
    restoreKept(window),
    emptyWhenOver(window),
    wakeForOutbox(window),
  ];
  const { reader, community, icon, limits } = props;
  // The one that is new may wait, or fail in a deploy that is half done: the one before does as well.
  registerWorker().then((registration) => stops.push(offerNewVersion(window, registration)))
    .catch(() => {});
  navigator.serviceWorker.ready.then(() =>
    navigator.locks.request(LOCK, { signal: stopping.signal }, async () => {
      await online(window, stopping.signal);
      const me = window.model.me.peek();
      if (!me || stopping.signal.aborted) return;
      const keeper = new Keeper(window.model, await KeptStorage.claim(me.id), systemClock);
      await keeper.start({ reader, community, icon, limits });
      await new Promise((stop) => stopping.signal.addEventListener("abort", stop));
      keeper.stop();
    })
  ).catch((error) => {
    if (!stopping.signal.aborted) reportFault(error); // no storage: nothing is kept
  });
  return () => {
    stopping.abort();
    for (const stop of stops) stop();
  };
}

/** Resolves once the server has said who is here. */
function online(window: ChatWindow, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (window.model.connection.value.state === "online") resolve();
    });
    signal.addEventListener("abort", () => resolve());
    signal.addEventListener("abort", stop);
  });
}

function emptyWhenOver({ model }: ChatWindow): () => void {
  return effect(() => {
    if (isOver(model.connection.value)) emptyKept().catch(reportFault);
  });
}
