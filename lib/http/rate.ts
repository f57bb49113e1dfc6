import type { Actor } from "../chat/chat.ts";
import { ChatError } from "../protocol/errors.ts";
import type { HttpMiddleware } from "./environment.ts";

/** Counts one more request of somebody, or of a stranger by address; the milliseconds to wait, or 0. */
export type RequestRate = (actor: Actor | undefined, address: string) => number;

/** Throws `too-fast` where there is something to wait for. */
export function refuseTooFast(waitMs: number): void {
  if (waitMs <= 0) return;
  throw new ChatError("too-fast", { seconds: Math.ceil(waitMs / 1000) }, waitMs);
}

/** Refuses who asks more often than a socket may: HTTP is no way around its rate. Below `session`. */
export function limitRequests(rate: RequestRate): HttpMiddleware {
  return async (c, next) => {
    refuseTooFast(rate(c.var.actor, c.var.address));
    await next();
  };
}
