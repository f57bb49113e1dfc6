import { effect } from "@preact/signals";
import { KeptStorage } from "../../../lib/client/kept_storage.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/**
 * Takes what another app shares, once: the words are in the composer already, files go into the tray.
 * The address is the conversation's again, so that nothing comes twice. Returns how to stop.
 */
export function takeShared(window: ChatWindow): () => void {
  const asked = new URLSearchParams(location.search);
  const conversation = window.current.peek();
  if (!asked.has("share") || conversation === undefined) return () => {};
  history.replaceState(history.state, "", location.pathname);
  document.querySelector<HTMLElement>("main .composer textarea")?.focus();
  if (!asked.has("held")) return () => {};
  let taken = false;
  return effect(() => {
    const tray = window.tray.value;
    if (!tray || taken) return;
    taken = true;
    heldFiles().then((files) => {
      if (files.length > 0) tray.add({ conversation }, files);
    }, (error) => window.showError(error));
  });
}

async function heldFiles(): Promise<File[]> {
  const storage = await KeptStorage.find();
  const files = await storage?.takeHeld();
  storage?.close();
  return files ?? [];
}
