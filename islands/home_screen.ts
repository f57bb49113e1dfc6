/** Installed already, in whichever window. */
const INSTALLED =
  "(display-mode: standalone), (display-mode: window-controls-overlay), (display-mode: fullscreen)";

/** Whether this is the installed app. */
export function isInstalled(): boolean {
  return matchMedia(INSTALLED).matches;
}

/** An iPhone or iPad: it has no question to install, and does it by its share sheet alone. */
export function isAppleTouch(): boolean {
  return "standalone" in navigator && navigator.maxTouchPoints > 0;
}
