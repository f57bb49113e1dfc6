import { rejectionReasonOverHttp } from "../../../lib/client/rejection_reason.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** The tabs of this browser tell each other here that somebody is signed in. */
const CHANNEL = "palabre-session";

/**
 * Loads the page again in a tab whose session ended, once somebody has signed in by another one: told by
 * that tab, or found when one comes back to this. Returns how to stop.
 */
export function reloadAfterSignIn({ model }: ChatWindow): () => void {
  const rejection = rejectionReasonOverHttp((url) => fetch(url));
  const check = async () => {
    const connection = model.connection.peek();
    if (connection.state !== "ended" || connection.reason !== "session-ended") return;
    if (await rejection() === "accepted") location.reload();
  };
  const channel = typeof BroadcastChannel === "undefined"
    ? undefined
    : new BroadcastChannel(CHANNEL);
  channel?.addEventListener("message", check);
  channel?.postMessage("signed in"); // whoever sees this page is
  addEventListener("focus", check);
  document.addEventListener("visibilitychange", check);
  return () => {
    channel?.close();
    removeEventListener("focus", check);
    document.removeEventListener("visibilitychange", check);
  };
}
