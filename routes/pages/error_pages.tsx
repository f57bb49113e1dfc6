import type { ContentfulStatusCode } from "hono/utils/http-status";
import { refusalMessage } from "../../lib/i18n/refusals.ts";
import type { HttpContext } from "../../lib/http/environment.ts";
import { loggedPath, refusalOf, statusOf } from "../../lib/http/problems.ts";
import type { ChatError } from "../../lib/protocol/errors.ts";
import type { ErrorKind, ErrorPageProps } from "../../lib/ui/pages/props.ts";
import { ACCOUNT_PATHS, conversationFromPath, PATHS } from "../../lib/ui/paths.ts";
import { communityOf } from "./community.ts";
import { answer } from "./answer.tsx";
import { errorView } from "./page_views.tsx";
import { preferencesOf, readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** A refusal as a page or a form says it. */
export interface ErrorMessage {
  refusal: ChatError["refusal"];
  status: ContentfulStatusCode;
  /** In the reader's language. */
  message: string;
  /** The field that it is about, where it names one. */
  field?: string;
  /** When it is over, where that is known, in milliseconds UTC. */
  until?: number;
  /** The work that would be let in with, where it is asked for. */
  challenge?: string;
}

/** What went wrong, in the reader's words. What nobody foresaw is reported, and never told. */
export function errorMessage(
  c: HttpContext,
  { logger }: PageServices,
  error: unknown,
): ErrorMessage {
  const refused = refusalOf(error);
  if (refused.code === "internal") {
    logger.error("A page failed", error, {
      method: c.req.method,
      path: loggedPath(c.req.path),
    });
  }
  if (refused.retryAfterMs !== undefined) {
    c.header("Retry-After", String(Math.ceil(refused.retryAfterMs / 1000)));
  }
  const { locale } = preferencesOf(c);
  return {
    refusal: refused.refusal,
    status: statusOf(refused),
    message: refusalMessage(locale, refused.refusal, refused.values, c.var.clock),
    ...(typeof refused.values.field === "string" && { field: refused.values.field }),
    ...(refused.refusal === "proof-needed" && { challenge: String(refused.values.challenge) }),
    ...(typeof refused.values.until === "number" && { until: refused.values.until }),
  };
}

/** The page for what went wrong. Strangers are sent to the door, and back afterwards. */
export async function answerError(
  c: HttpContext,
  services: PageServices,
  error: unknown,
  tried?: Pick<NonNullable<ErrorPageProps["appeal"]>, "typed" | "problem">,
): Promise<Response> {
  const said = errorMessage(c, services, error);
  if (said.refusal === "not-signed-in") return toDoor(c);
  if (said.refusal === "not-allowed" && c.var.actor?.unproven) {
    return c.redirect(ACCOUNT_PATHS.secondFactor, 303);
  }
  const place = said.refusal === "not-member" ? conversationFromPath(c.req.path) : undefined;
  const join = place && "room" in place ? place.room : undefined;
  const kind = errorKind(said);
  const { message, status } = said;
  const until = kind === "kicked" || kind === "banned" ? said.until : undefined;
  if (until !== undefined) refreshAt(c, until - services.clock.now());
  const me = c.var.actor?.user.id;
  const appeal = await appealOf(c, services);
  return answerKind(c, services, kind, status, {
    message,
    join,
    until,
    me,
    ...(appeal && { appeal: { ...appeal, ...tried } }),
  });
}

/** What who is kept out may say against it, or said. */
async function appealOf(
  c: HttpContext,
  { administration, logger }: PageServices,
): Promise<ErrorPageProps["appeal"]> {
  const { actor, barred } = c.var;
  if (!actor || !barred) return undefined;
  try {
    const { may, appeal } = await administration.ownAppeal(actor);
    return { may, said: appeal?.words, answer: appeal?.answered?.words };
  } catch (error) {
    logger.error("An appeal could not be read", error); // the page says the rest
    return undefined;
  }
}

/** What stands in a page, the status of which is out already, for what went wrong while it was made. */
export function errorBody(c: HttpContext, services: PageServices, error: unknown) {
  const refused = refusalOf(error);
  services.logger.error("A page failed after its head was sent", error, {
    path: loggedPath(c.req.path),
  });
  const { locale } = preferencesOf(c);
  const message = refusalMessage(locale, refused.refusal, refused.values, c.var.clock);
  const kind = statusOf(refused) === 503 ? "unavailable" : "internal";
  const reading = { reader: readerOf(c, services), ...communityOf(services) };
  return errorView(services.Island, { ...reading, kind, message }).body;
}

/** A browser waits no longer than this for a page to come again: a day. */
const MAX_REFRESH_MS = 24 * 60 * 60_000;

/** Asks the browser to come back by itself, without a script, once the time is over. */
function refreshAt(c: HttpContext, leftMs: number): void {
  if (leftMs > MAX_REFRESH_MS) return;
  const url = c.req.method === "GET" ? "" : `; url=${PATHS.home}`;
  c.header("Refresh", `${Math.ceil(Math.max(0, leftMs) / 1000) + 1}${url}`);
}

/** The page for an address that nothing is at. */
export function answerNotFound(c: HttpContext, services: PageServices): Response {
  return answerKind(c, services, "not-found", 404);
}

function toDoor(c: HttpContext): Response {
  const url = new URL(c.req.url);
  // A form that was posted cannot be posted again from the door: back to the page that it stood on.
  const next = c.req.method === "GET" ? url.pathname + url.search : url.pathname;
  return c.redirect(`${PATHS.home}?${new URLSearchParams({ next })}`, 303);
}

function answerKind(
  c: HttpContext,
  services: PageServices,
  kind: ErrorKind,
  status: ContentfulStatusCode,
  more: Pick<ErrorPageProps, "message" | "until" | "join" | "me" | "appeal"> = {},
): Response {
  const reader = readerOf(c, services);
  const { pathname, search } = new URL(c.req.url);
  const here = c.req.method === "GET" ? pathname + search : undefined;
  const said = { reader, ...communityOf(services), kind, here, ...more };
  const view = errorView(services.Island, said);
  return answer(c, services, { ...view, status });
}

function errorKind({ refusal, status }: ErrorMessage): ErrorKind {
  if (refusal === "banned" || refusal === "kicked") return refusal;
  if (status === 404) return "not-found";
  if (status === 500) return "internal";
  return status === 503 ? "unavailable" : "forbidden";
}
