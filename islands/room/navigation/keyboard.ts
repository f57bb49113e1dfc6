import { isComposing } from "../../../lib/ui/elements/composing.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { actOnKey } from "./act_on_key.ts";

/**
 * The keys that work wherever the focus is. What opens an overlay is there at once; for all others
 * `load` gets the code, again with the next key where it was not to be had. Returns how to stop.
 */
export function listenToKeys(
  window: ChatWindow,
  load: () => Promise<typeof actOnKey>,
): () => void {
  let others: typeof actOnKey | undefined;
  const fetchOthers = () => load().then((arrived) => (others = arrived), () => {});
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isComposing(event)) return;
    if (!others) fetchOthers();
    if (opensOverlay(event, window) || others?.(event, window)) event.preventDefault();
  };
  fetchOthers();
  addEventListener("keydown", onKeyDown);
  return () => removeEventListener("keydown", onKeyDown);
}

function opensOverlay(event: KeyboardEvent, { overlay }: ChatWindow): boolean {
  if (!event.ctrlKey && !event.metaKey) return false;
  if (event.key.toLowerCase() === "k" && !event.shiftKey) {
    const open = overlay.value?.is === "palette";
    overlay.value = open ? undefined : { is: "palette" };
    return true;
  }
  // By what it writes: where the slash stands on one keyboard, the next one has its minus.
  if (event.key !== "/") return false;
  overlay.value = { is: "keys" };
  return true;
}
