import type { Actor } from "../chat/chat.ts";
import { negotiateLocale } from "../i18n/locale.ts";
import { refusalMessage } from "../i18n/refusals.ts";
import { ChatError } from "../protocol/errors.ts";
import type { Budget, RequestCost } from "../sockets/rates.ts";
import type { HttpMiddleware } from "./environment.ts";

/** Counts one more request of somebody, or of a stranger by address; the milliseconds to wait, or 0. */
export type RequestRate = (actor: Actor | undefined, address: string) => number;

/** Counts one more request of an address, whoever asks; the milliseconds to wait, or 0. */
export type AddressRate = (address: string, cost: RequestCost) => number;

/** Throws `too-fast` where there is something to wait for. */
function refuseTooFast(waitMs: number): void {
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

/**
 * Refuses an address that asks too often, before anything of the request is worked on: no session is
 * looked up and no page is made. 429 as plain text.
 */
export function limitAddresses(
  rate: AddressRate,
  costOf: (path: string) => RequestCost,
): HttpMiddleware {
  return async (c, next) => {
    const waitMs = rate(c.var.address, costOf(c.req.path));
    if (waitMs <= 0) return await next();
    const seconds = Math.ceil(waitMs / 1000);
    const locale = negotiateLocale(c.req.header("accept-language"));
    return c.text(`${refusalMessage(locale, "too-fast", { seconds })}\n`, 429, {
      "Retry-After": String(seconds),
      "Cache-Control": "no-store",
    });
  };
}

/** What is left to somebody, or to an address. */
export type BudgetsOf = (actor: Actor | undefined, address: string) => Budget[];

/**
 * Says in each answer what may still be asked: `RateLimit` and `RateLimit-Policy`
 * (draft-ietf-httpapi-ratelimit-headers), of requests and of what appends. Above `limitRequests`.
 */
export function tellBudgets(budgetsOf: BudgetsOf): HttpMiddleware {
  return async (c, next) => {
    await next();
    const budgets = budgetsOf(c.var.actor, c.var.address);
    if (budgets.length === 0) return;
    const seconds = (ms: number) => Math.ceil(ms / 1000);
    c.header(
      "RateLimit-Policy",
      budgets.map(({ name, rate: { burst, everyMs } }) =>
        `"${name}";q=${burst};w=${seconds(burst * everyMs)}`
      ).join(", "),
    );
    c.header(
      "RateLimit",
      budgets.map(({ name, left, fullInMs }) => `"${name}";r=${left};t=${seconds(fullInMs)}`)
        .join(", "),
    );
  };
}

/** 0 when somebody may append once more, else the milliseconds to wait: the sockets' own count. */
export type SendRate = (actor: Actor) => number;

/** The actor, counted as one who appends to a log. Throws `too-fast`. */
export function withinSendRate(sendRate: SendRate, actor: Actor): Actor {
  refuseTooFast(sendRate(actor));
  return actor;
}
