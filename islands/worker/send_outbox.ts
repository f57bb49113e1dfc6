// What was written without a connection goes out when there is one again, though no page is open.
import { storedOutbox } from "../../lib/client/idb_storage.ts";
import type { OutboxEntry } from "../../lib/client/model.ts";
import { OUTBOX_LOCK } from "../../lib/client/storage.ts";
import { type Waiting, worker } from "./service_worker.ts";
import { BACK, SYNC_TAG } from "./messages.ts";

interface Syncing extends Waiting {
  readonly tag: string;
}

/** Listens to the browser, which says when there is a network again, where it can. */
export function listenToSync(): void {
  worker.addEventListener("sync", (event: Syncing) => {
    if (event.tag === SYNC_TAG) event.waitUntil(sendOutbox());
  });
}

/**
 * Sends what waits, in its order, each under its own id: whoever sends it too sends it once (D3). Pages
 * that are open do it themselves. Rejects where the server does not answer: the browser tries again.
 */
async function sendOutbox(): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length > 0) return pages.forEach((page) => page.postMessage(BACK));
  const response = await fetch("/api/v1/me");
  if (response.status === 401 || response.status === 403) return; // nobody is signed in
  if (!response.ok) throw new Error(`The server answered ${response.status}`);
  const { user } = await response.json();
  await navigator.locks.request(OUTBOX_LOCK, async () => {
    const outbox = await storedOutbox(user.id);
    const stuck = new Set<string>();
    for (const entry of await outbox.load()) {
      const sent = !stuck.has(entry.conversation) && await send(entry);
      if (sent) await outbox.remove(entry);
      else stuck.add(entry.conversation); // what comes behind it waits for it
    }
  });
}

/** False where a page has to say something about it, or to bring its files. */
async function send(entry: OutboxEntry): Promise<boolean> {
  const { writtenAt: _, state, uploading, error: __, failedAt: ___, ...message } = entry;
  if (state !== "pending" || uploading) return false;
  const response = await fetch("/api/v1/messages", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(message),
  });
  if (response.ok) return true;
  if (response.status === 429 || response.status >= 500) {
    throw new Error(`The server answered ${response.status}`);
  }
  return false;
}
