import { cors } from "hono/cors";
import type { HttpMiddleware } from "./environment.ts";

/** A preflight is good for so long. */
const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of these origins use the API from a browser, by a token (`Authorization`) alone: never with
 * the cookie of who looks at them, for no answer allows credentials. Other origins are told nothing.
 */
export function allowTokensFrom(origins: readonly string[]): HttpMiddleware {
  if (origins.length === 0) return (_, next) => next();
  return cors({
    origin: [...origins],
    credentials: false,
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    allowHeaders: ["authorization", "content-type", "last-event-id"],
    exposeHeaders: ["ratelimit", "ratelimit-policy", "retry-after", "content-disposition"],
    maxAge: PREFLIGHT_SECONDS,
  });
}
