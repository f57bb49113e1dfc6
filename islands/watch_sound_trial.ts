import { canPlay, playTrial } from "./room/attention/sound.ts";
import { reportFault } from "./report_fault.ts";

/**
 * Shows the button that plays the sound (`data-try-sound`), on a page without an island of its own, where
 * this device plays it. Gives what ends that.
 */
export function watchSoundTrial(): () => void {
  const button = document.querySelector<HTMLElement>("[data-try-sound]");
  if (!button || !canPlay()) return () => {};
  button.hidden = false;
  const press = () => void playTrial().catch(reportFault);
  button.addEventListener("click", press);
  return () => button.removeEventListener("click", press);
}
