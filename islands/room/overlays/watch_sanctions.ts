import { loadLate } from "../load_late.ts";
import { systemClock, type Timer } from "../../../lib/runtime/clock.ts";
import type { Reading } from "../../../lib/ui/reading.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** What several acts in a row changed is asked for once. */
const GATHER_MS = 300;

/** Shows a moderator what others kicked, muted, banned or lifted. Returns how to stop. */
export function watchSanctions(
  window: ChatWindow,
  reading: Pick<Reading, "words" | "times">,
): () => void {
  let timer: Timer | undefined;
  const stop = window.model.personal.sanctions.subscribe((push) => {
    if (!push) return;
    timer?.cancel();
    timer = systemClock.after(GATHER_MS, () => {
      // Without its code, what is in force is asked for with the next menu.
      loadLate().then((late) => late.refreshSanctions(window, reading, "now"), () => {});
    });
  });
  return () => {
    timer?.cancel();
    stop();
  };
}
