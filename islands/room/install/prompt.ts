import { signal } from "@preact/signals";

/** What Chromium gives a page that may be installed: it is asked for once, by a press. */
export interface InstallPrompt extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

/** It comes before the code that shows it does. */
export const installPrompt = signal<InstallPrompt | undefined>(undefined);

/** Keeps the browser's own question back until somebody presses. Returns how to stop. */
export function keepPrompt(): () => void {
  const keep = (event: Event) => {
    event.preventDefault();
    installPrompt.value = event as InstallPrompt; // of this name there is no other
  };
  addEventListener("beforeinstallprompt", keep);
  return () => removeEventListener("beforeinstallprompt", keep);
}
