import { afterClose, CloseCode } from "../protocol/close_codes.ts";
import type { GoodbyeReason, PushOf } from "../protocol/server_frames.ts";
import { BACKOFF_MAX_MS } from "./backoff.ts";

/** What follows a lost connection. `inMs`: not before; absent, the backoff decides. */
export type Departure =
  | { then: "reconnect"; inMs: number | undefined }
  | { then: "return"; inMs: number; reason: GoodbyeReason; message: string }
  | { then: "stay-away"; inMs: number | undefined; reason: GoodbyeReason; message: string };

const codes: Partial<Record<GoodbyeReason, number>> = {
  "session-ended": CloseCode.sessionEnded,
  "banned": CloseCode.banned,
  "kicked": CloseCode.kicked,
  "flooding": CloseCode.flooding,
  "protocol-error": CloseCode.protocolError,
};

const reasons = new Map(Object.entries(codes).map(([reason, code]) => [code, reason]));

/**
 * What to do after a close. The code of a close can get lost on the way (1005, 1006) where the
 * `goodbye` before it did not: the goodbye's reason then stands for it.
 */
export function afterDeparture(closeCode: number, goodbye?: PushOf<"goodbye">): Departure {
  const code = (goodbye && codes[goodbye.reason]) ?? closeCode;
  const reason = goodbye?.reason ?? (reasons.get(code) as GoodbyeReason | undefined) ??
    "session-ended";
  const message = goodbye?.message ?? "";
  const inMs = goodbye?.retryAfterMs;
  switch (afterClose(code)) {
    case "reconnect":
      return { then: "reconnect", inMs };
    case "wait":
      return { then: "return", inMs: inMs ?? BACKOFF_MAX_MS, reason, message };
    case "stay-away":
      return { then: "stay-away", inMs, reason, message };
  }
}
