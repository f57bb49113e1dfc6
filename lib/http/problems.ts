// Refusals as problem documents (RFC 9457).
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { refusalMessage } from "../i18n/refusals.ts";
import { RULES_PATH } from "../protocol/community.ts";
import { ChatError, type ErrorCode, type Refusal } from "../protocol/errors.ts";
import { Unavailable } from "../kv/kv.ts";
import type { Logger } from "../runtime/logger.ts";
import type { HttpContext } from "./environment.ts";

/** The status of each code. */
const STATUS_OF: Record<ErrorCode, ContentfulStatusCode> = {
  "invalid": 400,
  "unknown-type": 404,
  "unknown-user": 404,
  "unknown-conversation": 404,
  "unknown-message": 404,
  "forbidden": 403,
  "too-long": 413,
  "rate-limited": 429,
  "name-taken": 409,
  "conflict": 409,
  "read-only": 409,
  "unavailable": 503,
  "internal": 500,
};

/**
 * Refusals whose status the protocol of uploads (tus) has fixed, a service of others that failed, and
 * what asks people to wait, not programs.
 */
const STATUS_OF_REFUSAL: Partial<Record<Refusal, ContentfulStatusCode>> = {
  "tus-version": 412,
  "tus-type": 415,
  "command-failed": 424,
  "slow-mode": 429,
  "newcomer-slow": 429,
};

/** Refusals that a sign-in would lift. */
const ASKS_TO_SIGN_IN: ReadonlySet<Refusal> = new Set([
  ...["not-signed-in", "wrong-credentials", "second-factor-needed"] as const,
]);
/** When to try again where the store does not answer, in milliseconds. */
const UNAVAILABLE_RETRY_MS = 2_000;

/** What a client reads; `detail` is in the reader's language and fit to show. */
interface Problem {
  type: string;
  title: string;
  status: ContentfulStatusCode;
  detail: string;
  code: ErrorCode;
  retryAfterMs?: number;
  /** What to solve and send again as `proof`, where `type` says `proof-needed`. */
  challenge?: string;
  /** What the code of the second factor is sent with, where `type` says `second-factor-needed`. */
  ticket?: string;
  /** The path where the rules are accepted, where `type` says `rules-first`. */
  accept?: string;
}

/** What went wrong, as a refusal; `internal` is what nobody foresaw. */
export function refusalOf(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  if (error instanceof Unavailable) return new ChatError("unavailable", {}, UNAVAILABLE_RETRY_MS);
  return new ChatError("internal");
}

/** The HTTP status of a refusal. */
export function statusOf({ refusal, code }: ChatError): ContentfulStatusCode {
  const own = STATUS_OF_REFUSAL[refusal];
  if (own) return own;
  return ASKS_TO_SIGN_IN.has(refusal) ? 401 : STATUS_OF[code];
}

/** What stands before a part of a path that opens something: secrets of hooks, codes of mails and invitations. */
const OPENS =
  /^(\/hooks\/(?:answers\/)?[^/]+|\/mail\/(?:confirm|stop)|\/join|\/api\/v1\/admin\/invitations)\/[^/]+/;

/** A path as a log may show it. */
export function loggedPath(path: string): string {
  return path.replace(OPENS, "$1/…");
}

/** Answers with the problem; what nobody foresaw is reported, and never told. */
export function problemResponse(c: HttpContext, error: unknown, logger: Logger): Response {
  const refused = refusalOf(error);
  if (refused.code === "internal") {
    logger.error("A request failed", error, {
      method: c.req.method,
      path: loggedPath(c.req.path),
    });
  }
  const status = statusOf(refused);
  const problem: Problem = {
    type: `urn:palabre:problem:${refused.refusal}`,
    title: refused.code,
    status,
    detail: refusalMessage(c.var.locale ?? "en", refused.refusal, refused.values, c.var.clock),
    code: refused.code,
  };
  if (refused.refusal === "proof-needed") problem.challenge = String(refused.values.challenge);
  if (refused.refusal === "second-factor-needed") problem.ticket = String(refused.values.ticket);
  if (refused.refusal === "rules-first") problem.accept = RULES_PATH;
  if (refused.retryAfterMs !== undefined) {
    problem.retryAfterMs = refused.retryAfterMs;
    c.header("retry-after", String(Math.ceil(refused.retryAfterMs / 1000)));
  }
  if (status === 401) c.header("www-authenticate", "Bearer");
  c.header("cache-control", "no-store");
  c.header("content-type", "application/problem+json");
  return c.body(JSON.stringify(problem), status);
}
