import { Hono } from "hono";
import { streamSSE } from "hono/streaming";

/** How soon a page asks again after the server went, in milliseconds: a restart takes less. */
const RETRY_MS = 300;

/**
 * For `deno task dev` alone: an open stream whose only event names this start of the server. A page
 * that hears another name after a reconnect reloads.
 */
export function devRoutes(start: string): Hono {
  return new Hono().get("/dev/changes", (c) => {
    c.header("Cache-Control", "no-store");
    return streamSSE(c, async (stream) => {
      await stream.writeSSE({ data: start, retry: RETRY_MS });
      await new Promise<void>((resolve) => stream.onAbort(resolve));
    });
  });
}
