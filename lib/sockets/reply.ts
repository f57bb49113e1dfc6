import type { Locale } from "../i18n/locale.ts";
import { refusalMessage } from "../i18n/refusals.ts";
import { ChatError, type Refusal, REFUSALS, type RefusalValues } from "../protocol/errors.ts";
import type { Reply, WireError } from "../protocol/server_frames.ts";
import { Unavailable } from "../store/kv.ts";
import type { Report } from "../world/report.ts";

/** Puts a refusal into words (`error` of a `reply`). */
export function wireError(
  locale: Locale,
  refusal: Refusal,
  values: RefusalValues = {},
  retryAfterMs?: number,
): WireError {
  const message = refusalMessage(locale, refusal, values);
  return { code: REFUSALS[refusal], message, retryAfterMs };
}

/** What a request is told that failed with `error`; what is no refusal is reported, never shown. */
export function errorOf(error: unknown, locale: Locale, report: Report): WireError {
  if (error instanceof ChatError) {
    return wireError(locale, error.refusal, error.values, error.retryAfterMs);
  }
  if (error instanceof Unavailable) return wireError(locale, "unavailable");
  report("a request failed", error);
  return wireError(locale, "internal");
}

/** Too fast: the refusal that says when to try again. */
export function tooFast(locale: Locale, retryAfterMs: number): WireError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  return wireError(locale, "too-fast", { seconds }, retryAfterMs);
}

/** The answer to one request: said once, whichever way comes first. */
export class Answer {
  #said = false;

  constructor(private readonly ref: number, private readonly say: (reply: Reply) => void) {}

  ok(body: object): void {
    this.#once({ type: "reply", ref: this.ref, ok: true, ...body });
  }

  refuse(error: WireError): void {
    this.#once({ type: "reply", ref: this.ref, ok: false, error });
  }

  #once(reply: Reply): void {
    if (this.#said) return;
    this.#said = true;
    this.say(reply);
  }
}
