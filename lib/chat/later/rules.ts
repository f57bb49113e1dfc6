import { ChatError } from "../../protocol/errors.ts";
import { codePoints, LATER_WITHIN_MS, LIMITS } from "../../protocol/limits.ts";
import { isBlank, normalizeNewlines } from "../../text/message_text.ts";

/** Throws `time-past` or `time-far` for what is no time to put something off to. */
export function checkTime(at: number, now: number): void {
  if (at <= now) throw new ChatError("time-past");
  if (at > now + LATER_WITHIN_MS) throw new ChatError("time-far");
}

/** The words of a message as they are kept. Throws `empty-text`, `text-too-long`. */
export function readWords(written: string): string {
  const text = normalizeNewlines(written);
  if (isBlank(text)) throw new ChatError("empty-text");
  if (codePoints(text) > LIMITS.text) throw new ChatError("text-too-long", { limit: LIMITS.text });
  return text;
}

/** The words of a reminder, if it has any. Throws `text-too-long`. */
export function readNote(written: string | undefined): string | undefined {
  return written === undefined || isBlank(written) ? undefined : readWords(written);
}
