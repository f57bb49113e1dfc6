import { failureMessage } from "../../../lib/ui/failure_message.ts";
import type { Reading } from "../../../lib/ui/reading.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { endLater } from "./later_api.ts";

/** Says until when something was put off, and how to take that back. */
export function sayPutOff(
  window: ChatWindow,
  { words, times }: Pick<Reading, "words" | "times">,
  { what, id, at }: { what: "message" | "reminder"; id: string; at: number },
  restore?: () => void,
): void {
  const when = whenOf(times, at, window.model.now());
  const text = words.t(what === "message" ? "later.scheduled-for" : "later.reminded-at", { when });
  window.undo.offer({
    text,
    undo() {
      endLater(id).then(
        restore,
        (error) => window.showToast(failureMessage(words, error), true),
      );
    },
  });
}

/** Says until when something is put off now; before, it was for another time. */
export function sayChanged(
  window: ChatWindow,
  { words, times }: Pick<Reading, "words" | "times">,
  { what, at }: { what: "message" | "reminder"; at: number },
): void {
  const when = whenOf(times, at, window.model.now());
  window.showToast(
    words.t(what === "message" ? "later.scheduled-for" : "later.reminded-at", { when }),
  );
}

/** “17:00” today, “4 March, 09:00” another day. */
export function whenOf({ time, day, dayKey }: Reading["times"], at: number, now: number): string {
  return dayKey(at) === dayKey(now) ? time(at) : `${day(at, now)}, ${time(at)}`;
}
