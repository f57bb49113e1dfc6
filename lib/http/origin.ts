import { ChatError } from "../protocol/errors.ts";
import type { HttpMiddleware } from "./environment.ts";
import { hasBearer, hasSessionCookie } from "./session.ts";

/** They change nothing, so that another site may link to them. */
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a page that may act for the user sent a request: one of `origins`, the server's own among
 * them (T3). Browsers write `Origin` on upgrades and on all that is no plain reading; where it is
 * missing, `Sec-Fetch-Site`, which no page can forge, must say so. Text browsers write neither: of them
 * the `Referer` must be a page of ours, which another site can leave out, but not make up.
 */
export function isAllowedOrigin(request: Request, origins: readonly string[]): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null) return origins.includes(origin);
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const referer = request.headers.get("referer") ?? "";
  return URL.canParse(referer) && origins.includes(new URL(referer).origin);
}

/**
 * Refuses what another site's page sends in the name of the user, or to give them another name.
 * `unchanging`: paths of which a POST only asks for a page.
 */
export function refuseForeignOrigins(
  origins: readonly string[],
  unchanging: readonly string[] = [],
): HttpMiddleware {
  return async (c, next) => {
    const { headers } = c.req.raw;
    const fromBrowser = headers.has("origin") || headers.has("sec-fetch-site");
    const isSafe = SAFE_METHODS.has(c.req.method) || unchanging.includes(c.req.path);
    const matters = !isSafe && !hasBearer(c) &&
      (fromBrowser || hasSessionCookie(c)); // a script has neither, and nothing to be abused
    if (matters && !isAllowedOrigin(c.req.raw, [c.var.origin, ...origins])) {
      throw new ChatError("foreign-origin");
    }
    await next();
  };
}
