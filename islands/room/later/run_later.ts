import type { Intent } from "../../../lib/text/commands.ts";
import { readWhen } from "../../../lib/text/when.ts";
import type { Reading } from "../../../lib/ui/reading.ts";
import type { WritingPlace } from "../composer/writing.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import { type PutOff, putOff } from "./later_api.ts";
import { sayPutOff } from "./say_put_off.ts";

/**
 * Does `/schedule` and `/remind`: reads the time that was written, and puts off what follows. False
 * where it begins with no time, or nothing follows. Rejects as `putOff` does.
 */
export async function runLater(
  { command, written }: Extract<Intent, { is: "later" }>,
  place: WritingPlace,
  window: ChatWindow,
  reading: Reading,
): Promise<boolean> {
  const { preferences: { timeZone } } = reading;
  const when = readWhen(written, { now: window.model.now(), timeZone });
  if (!when || when.rest === "") return false;
  const { at, rest } = when;
  const what: Exclude<PutOff, { is: "again" }> = command === "schedule"
    ? { is: "message", ...place, text: rest }
    : { is: "reminder", note: rest };
  const id = await putOff(what, at);
  sayPutOff(window, reading, { what: what.is, id, at });
  return true;
}
