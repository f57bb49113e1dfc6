import type { Locale } from "../i18n/locale.ts";
import { refusalMessage } from "../i18n/refusals.ts";
import type { ReaderClock } from "../i18n/times.ts";
import { RULES_PATH } from "../protocol/community.ts";
import { ChatError, type Refusal, REFUSALS, type RefusalValues } from "../protocol/errors.ts";
import type { Reply, WireError } from "../protocol/server_frames.ts";
import { Unavailable } from "../kv/kv.ts";
import type { Logger } from "../runtime/logger.ts";

/** A refusal as the `error` of a `reply`, in a person's language. */
export function wireError(
  locale: Locale,
  refusal: Refusal,
  values: RefusalValues = {},
  retryAfterMs?: number,
): WireError {
  const message = refusalMessage(locale, refusal, values);
  return { code: REFUSALS[refusal], message, retryAfterMs };
}

/** The reply's error for `error`; what is no refusal is reported, never shown. */
export function errorOf(
  error: unknown,
  { locale, clock }: { locale: Locale; clock?: ReaderClock },
  logger: Logger,
): WireError {
  if (error instanceof ChatError) {
    const { refusal, values, retryAfterMs } = error;
    const message = refusalMessage(locale, refusal, values, clock);
    const waits = refusal === "held-for-review" || undefined;
    const accept = refusal === "rules-first" ? RULES_PATH : undefined;
    return { code: REFUSALS[refusal], message, retryAfterMs, waits, accept };
  }
  if (error instanceof Unavailable) return wireError(locale, "unavailable");
  logger.error("a request failed", error);
  return wireError(locale, "internal");
}

/** The refusal `too-fast`, with the time to wait. */
export function tooFast(locale: Locale, retryAfterMs: number): WireError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  return wireError(locale, "too-fast", { seconds }, retryAfterMs);
}

/** The answer to one request: sent once, the first one counts. */
export class Answer {
  #sent = false;

  constructor(private readonly ref: number, private readonly send: (reply: Reply) => void) {}

  ok(body: object): void {
    this.#once({ type: "reply", ref: this.ref, ok: true, ...body });
  }

  refuse(error: WireError): void {
    this.#once({ type: "reply", ref: this.ref, ok: false, error });
  }

  #once(reply: Reply): void {
    if (this.#sent) return;
    this.#sent = true;
    this.send(reply);
  }
}
