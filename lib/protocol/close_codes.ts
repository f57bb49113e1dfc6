import type { GoodbyeReason } from "./server_frames.ts";

/** Why a socket was closed. Codes from 4000 on are Palabre's own (RFC 6455, section 7.4.2). */
export const CloseCode = {
  normal: 1000,
  pageLeft: 1001,
  unsupportedData: 1003,
  /** Never sent: what an end sees when the other closed without a code. */
  noStatus: 1005,
  /** Never sent: what an end sees when the connection went without a close. */
  abnormal: 1006,
  tooLarge: 1009,
  restart: 1012,
  protocolError: 4400,
  sessionEnded: 4401,
  banned: 4403,
  slowConsumer: 4408,
  kicked: 4410,
  flooding: 4429,
} as const;

export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

/** The close code that goes with each reason of a `goodbye`. */
export const CODE_OF_GOODBYE: Record<GoodbyeReason, CloseCode> = {
  "restart": CloseCode.restart,
  "shutdown": CloseCode.restart,
  "overloaded": CloseCode.restart,
  "session-ended": CloseCode.sessionEnded,
  "banned": CloseCode.banned,
  "kicked": CloseCode.kicked,
  "slow-consumer": CloseCode.slowConsumer,
  "flooding": CloseCode.flooding,
  "protocol-error": CloseCode.protocolError,
};

/** What a client does after a close with this code. */
export type AfterClose = "reconnect" | "wait" | "stay-away";

/**
 * What a client does after a close: reconnect with backoff, wait for the time that `goodbye` gave and
 * then reconnect (kicked, flooding), or stay away (session ended, banned, protocol error).
 */
export function afterClose(code: number): AfterClose {
  switch (code) {
    case CloseCode.sessionEnded:
    case CloseCode.banned:
    case CloseCode.protocolError:
      return "stay-away";
    case CloseCode.kicked:
    case CloseCode.flooding:
      return "wait";
    default:
      return "reconnect";
  }
}
