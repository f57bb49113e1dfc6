import type { HttpMiddleware } from "./environment.ts";

/** This machine by itself: no name that another site could make lead here. */
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Refuses a `Host` that is none of `origins` (421), where there are any: a name that somebody else owns
 * may be made to lead to a server inside a network (DNS rebinding). This machine's own names go on, and
 * so does `/healthz`, which whatever balances the load asks by an address.
 */
export function checkHost(origins: readonly string[]): HttpMiddleware {
  const known = new Set([...origins.map((origin) => new URL(origin).hostname), ...LOOPBACK]);
  return async (c, next) => {
    const open = origins.length === 0 || c.req.path === "/healthz";
    if (open || known.has(new URL(c.var.origin).hostname)) return await next();
    return c.text("This server does not answer to this name.\n", 421);
  };
}
