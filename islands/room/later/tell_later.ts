import type { PushOf } from "../../../lib/protocol/server_frames.ts";
import { notificationsAre } from "../attention/notifications.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { type Later, readLater } from "./later_api.ts";
import { reasonOf } from "../../../lib/ui/inbox/later_reason.ts";

/** Counts what is due; says that a reminder is, or that a message was not sent. Never rejects. */
export async function tellLater(window: ChatWindow, push: PushOf<"later">): Promise<void> {
  const { words } = window;
  const later = await countDue(window);
  if (push.state !== "due" && push.state !== "failed") return;
  const { id } = push;
  const one = later.find((one) => one.id === id);
  if (one?.kind === "reminder" && one.due) {
    const text = one.note ?? one.about?.text ?? words.t("later.not-there");
    say(window, words.t("later.due", { text }), false);
  } else if (one?.kind === "message" && one.failed) {
    const reason = words.t(reasonOf(one.failed));
    say(window, words.t("later.not-sent", { reason }), true);
  }
}

/** Reads what waits, and how much of it is due; nothing, where it cannot be read: the list has it. */
export async function countDue(window: ChatWindow): Promise<readonly Later[]> {
  const read = await readLater().catch(() => undefined);
  if (!read) return [];
  window.due.value =
    read.later.filter((one) => one.kind === "reminder" ? one.due : one.failed !== undefined).length;
  return read.later;
}

/** In the window, and where nobody looks, by the system. */
function say(window: ChatWindow, text: string, failed: boolean): void {
  window.showToast(text, failed);
  if (!document.hidden || notificationsAre() !== "allowed") return;
  try {
    new Notification(text).onclick = () => {
      focus();
      window.overlay.value = { is: "later" };
    };
  } catch {
    // Chrome on Android leaves notifications to service workers: the toast waits there.
  }
}
