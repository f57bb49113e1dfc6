import { afterClose, CODE_OF_GOODBYE } from "../protocol/close_codes.ts";
import { GOODBYE_REASONS, type GoodbyeReason, type PushOf } from "../protocol/server_frames.ts";
import { BACKOFF_MAX_MS } from "../async/backoff.ts";

/** What follows a lost connection. `inMs`: not before; absent, the backoff decides. */
export type CloseAction =
  | { then: "reconnect"; inMs: number | undefined }
  | { then: "return"; inMs: number; reason: GoodbyeReason; message: string }
  | { then: "stay-away"; inMs: number | undefined; reason: GoodbyeReason; message: string };

/**
 * What to do after a close. The code of a close can get lost on the way (1005, 1006) where the
 * `goodbye` before it did not: the goodbye's reason then stands for it.
 */
export function closeAction(closeCode: number, goodbye?: PushOf<"goodbye">): CloseAction {
  const code = goodbye ? CODE_OF_GOODBYE[goodbye.reason] : closeCode;
  const reason = goodbye?.reason ?? GOODBYE_REASONS.find((one) => CODE_OF_GOODBYE[one] === code) ??
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
