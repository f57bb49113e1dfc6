import { effect } from "@preact/signals";
import { systemClock } from "../../../lib/runtime/clock.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { Alerts } from "./alerts.ts";
import { notifyOf } from "./notifications.ts";

/** Notifies of what arrives while the person looks elsewhere. Returns how to stop. */
export function watchAlerts(window: ChatWindow): () => void {
  const { model, words } = window;
  const alerts = new Alerts(
    systemClock,
    model.conversations.peek(),
    (conversation) => notifyOf(conversation, words, (path) => window.visit(path)),
  );
  const stop = effect(() => {
    alerts.update(model.conversations.value, window.focused.value);
  });
  return () => {
    stop();
    alerts.stop();
  };
}
