import { Refused } from "../client/model.ts";
import { Lost } from "../client/requests.ts";
import type { Translator } from "../i18n/translator.ts";
import type { ErrorCode } from "../protocol/errors.ts";

/**
 * The message for a failed request: the server's, or our own when it never got there.
 * Rethrows unexpected errors.
 */
export function failureMessage(words: Translator, error: unknown): string {
  if (error instanceof Lost) return words.t("failure.lost");
  if (!(error instanceof Refused)) throw error;
  return rejectionMessage(words, error.error);
}

/** The message of a rejection; those that the client made itself carry no text. */
export function rejectionMessage(
  words: Translator,
  { code, message }: { code: ErrorCode; message: string },
): string {
  if (message) return message;
  switch (code) {
    case "too-long":
      return words.t("failure.too-long");
    case "rate-limited":
      return words.t("failure.outbox-full");
    default:
      return words.t("message.not-sent");
  }
}
