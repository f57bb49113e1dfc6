import { watchInput } from "../../watch_input.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** Tells the model and the window whether the device has a network. Returns how to stop. */
export function watchNetwork({ model, offline }: ChatWindow): () => void {
  const lost = () => {
    offline.value = true;
    model.networkLost();
  };
  const found = () => {
    offline.value = false;
    model.retryNow(); // the network is back, or another one
  };
  offline.value = !navigator.onLine;
  addEventListener("offline", lost);
  addEventListener("online", found);
  return () => {
    removeEventListener("offline", lost);
    removeEventListener("online", found);
  };
}

/** Tells the model and the window whether the person is here and looks. */
export function watchPresence({ model, focused }: ChatWindow): () => void {
  return watchInput({
    look: () => {
      focused.value = document.hasFocus() && !document.hidden;
      model.setVisible(!document.hidden);
    },
    touch: () => model.touch(),
  });
}
