import type { BusMessage, Expulsion } from "../cluster/bus.ts";
import { goodbyeMessage, noticeMessage, refusalMessage } from "../i18n/refusals.ts";
import type { Locale } from "../i18n/locale.ts";
import type { GoodbyeReason, PushOf } from "../protocol/server_frames.ts";

/** Why the server ends a connection. `message` replaces the reason's own sentence. */
export interface Farewell {
  reason: GoodbyeReason;
  message?: string;
  retryAfterMs?: number;
}

/** The `goodbye` frame of a farewell, in a person's language. */
export function goodbyeFrame(farewell: Farewell, locale: Locale): string {
  const { reason, message = goodbyeMessage(locale, reason), retryAfterMs } = farewell;
  return JSON.stringify({ type: "goodbye", reason, message, retryAfterMs });
}

/** What an expelled person is told: why, in whose words, and for how long. */
export function expulsionFarewell(why: Expulsion, locale: Locale, now: number): Farewell {
  if (why.reason === "session-ended") return { reason: why.reason };
  const { reason, words, until } = why;
  const values = {
    ...(words ? { reason: words } : {}),
    ...(until === undefined ? {} : { until }),
  };
  return {
    reason,
    message: refusalMessage(locale, reason, values),
    retryAfterMs: until === undefined ? undefined : Math.max(0, until - now),
  };
}

/** What is said of a shutdown before it happens: in the administrator's words, or in ours. */
export function shutdownNotice(
  { at, text, then }: Omit<Extract<BusMessage, { type: "shutdown" }>, "type">,
  locale: Locale,
): PushOf<"notice"> {
  const said = text || noticeMessage(locale, then);
  return { type: "notice", level: "warning", text: said, until: at };
}
