import { ChatError } from "../../protocol/errors.ts";
import { codePoints, LIMITS } from "../../protocol/limits.ts";
import { isBlank, normalizeNewlines } from "../../text/message_text.ts";

/**
 * The text as it is kept. Throws `text-too-long`, and `empty-text` when it draws nothing, unless
 * `mayBeEmpty`: then it is empty.
 */
export function readMessageText(written: string, { mayBeEmpty = false } = {}): string {
  const text = normalizeNewlines(written);
  if (isBlank(text)) {
    if (mayBeEmpty) return "";
    throw new ChatError("empty-text");
  }
  if (codePoints(text) > LIMITS.text) throw new ChatError("text-too-long", { limit: LIMITS.text });
  return text;
}
