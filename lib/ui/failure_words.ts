import { Refused } from "../client/model.ts";
import { Lost } from "../client/requests.ts";
import type { Translator } from "../i18n/translator.ts";
import type { ErrorCode } from "../protocol/errors.ts";

/**
 * What to tell a person of a request that did not succeed: the server's words, or ours where it never
 * came so far. Throws what nobody foresaw.
 */
export function failureWords(words: Translator, error: unknown): string {
  if (error instanceof Lost) return words.t("failure.lost");
  if (!(error instanceof Refused)) throw error;
  return refusalWords(words, error.error);
}

/** The same of a refusal; what the client refuses by itself comes without words. */
export function refusalWords(
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
