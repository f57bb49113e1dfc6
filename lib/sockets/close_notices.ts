import type { BusMessage, Expulsion } from "../cluster/bus.ts";
import { closeNoticeMessage, noticeMessage, refusalMessage } from "../i18n/refusals.ts";
import type { Locale } from "../i18n/locale.ts";
import type { ReaderClock } from "../i18n/times.ts";
import type { GoodbyeReason, PushOf } from "../protocol/server_frames.ts";

/** Why the server ends a connection. `message` replaces the reason's own sentence. */
export interface CloseNotice {
  reason: GoodbyeReason;
  message?: string;
  retryAfterMs?: number;
}

/** The `goodbye` frame of a close notice, in a person's language. */
export function goodbyeFrame(notice: CloseNotice, locale: Locale): string {
  const { reason, message = closeNoticeMessage(locale, reason), retryAfterMs } = notice;
  return JSON.stringify({ type: "goodbye", reason, message, retryAfterMs });
}

/** What an expelled person is told: why, and for how long. */
export function expulsionNotice(
  why: Expulsion,
  { locale, clock }: { locale: Locale; clock?: ReaderClock },
  now: number,
): CloseNotice {
  if (why.reason === "session-ended") return { reason: why.reason };
  const { reason, words, until } = why;
  const values = {
    ...(words ? { reason: words } : {}),
    ...(until === undefined ? {} : { until, left: until - now }),
  };
  return {
    reason,
    message: refusalMessage(locale, reason, values, clock),
    retryAfterMs: until === undefined ? undefined : Math.max(0, until - now),
  };
}

/** The notice of a planned shutdown: the administrator's text, or a default one. */
export function shutdownNotice(
  { at, text, then }: Omit<Extract<BusMessage, { type: "shutdown" }>, "type">,
  locale: Locale,
): PushOf<"notice"> {
  const said = text || noticeMessage(locale, then);
  return { type: "notice", level: "warning", text: said, until: at };
}
