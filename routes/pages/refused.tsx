import type { ContentfulStatusCode } from "hono/utils/http-status";
import { refusalMessage } from "../../lib/i18n/refusals.ts";
import type { HttpContext } from "../../lib/http/environment.ts";
import { refusalOf, statusOf } from "../../lib/http/problems.ts";
import type { ChatError } from "../../lib/protocol/errors.ts";
import type { ErrorKind, ErrorPageProps } from "../../lib/ui/pages/props.ts";
import { PATHS, placeOfPath } from "../../lib/ui/paths.ts";
import { answer } from "./answer.tsx";
import { errorFace } from "./faces.tsx";
import { preferencesOf, readerOf } from "./reader.ts";
import type { PageServices } from "./services.ts";

/** A refusal as a page or a form says it. */
export interface Said {
  refusal: ChatError["refusal"];
  status: ContentfulStatusCode;
  /** In the reader's language. */
  message: string;
  /** When it is over, where that is known, in milliseconds UTC. */
  until?: number;
}

/** What went wrong, in the reader's words. What nobody foresaw is reported, and never told. */
export function say(c: HttpContext, { report }: PageServices, error: unknown): Said {
  const refused = refusalOf(error);
  if (refused.code === "internal") {
    report("A page failed", error, { method: c.req.method, path: c.req.path });
  }
  if (refused.retryAfterMs !== undefined) {
    c.header("Retry-After", String(Math.ceil(refused.retryAfterMs / 1000)));
  }
  const { locale, timeZone } = preferencesOf(c);
  return {
    refusal: refused.refusal,
    status: statusOf(refused),
    message: refusalMessage(locale, refused.refusal, refused.values, timeZone),
    ...(typeof refused.values.until === "number" && { until: refused.values.until }),
  };
}

/** The page for what went wrong. Strangers are sent to the door, and back afterwards. */
export function answerError(c: HttpContext, services: PageServices, error: unknown): Response {
  const said = say(c, services, error);
  if (said.refusal === "not-signed-in") return toDoor(c);
  const place = said.refusal === "not-member" ? placeOfPath(c.req.path) : undefined;
  const join = place && "room" in place ? place.room : undefined;
  const kind = kindOf(said);
  const { message, status } = said;
  const until = kind === "kicked" || kind === "banned" ? said.until : undefined;
  if (until !== undefined) refreshAt(c, until - services.clock.now());
  return answerKind(c, services, kind, status, { message, join, until });
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
  more: Pick<ErrorPageProps, "message" | "until" | "join"> = {},
): Response {
  const { community } = services;
  const reader = readerOf(c, services);
  const face = errorFace(services.Island, { reader, community, kind, ...more });
  return answer(c, services, { ...face, status });
}

function kindOf({ refusal, status }: Said): ErrorKind {
  if (refusal === "banned" || refusal === "kicked") return refusal;
  if (status === 404) return "not-found";
  if (status === 500) return "internal";
  return status === 503 ? "unavailable" : "forbidden";
}
