import { Hono } from "hono";
import type { Instance } from "../lib/instance/instance.ts";

/** What `/healthz` is about. */
export type Healthy = Pick<Instance, "id" | "connections" | "state" | "healthProblem">;

/**
 * `GET /healthz`: 200 while this instance takes connections, its store takes writes and messages are
 * stored within 5 s; else 503 with the reason: `closing`, `store` or `log`.
 */
export function healthRoutes({ instance }: { instance: Healthy }): Hono {
  return new Hono().get("/healthz", async (c) => {
    c.header("cache-control", "no-store");
    const { id, connections, state } = instance;
    const reason = state === "serving" ? await instance.healthProblem() : "closing";
    const status = reason === undefined ? "ok" : "unavailable";
    return c.json({ status, reason, instance: id, connections }, status === "ok" ? 200 : 503);
  });
}
