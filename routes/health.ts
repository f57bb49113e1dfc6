import { Hono } from "hono";
import type { Kv } from "../lib/store/kv.ts";
import { keys } from "../lib/store/keys.ts";

/** What `/healthz` tells of: an instance. */
export interface Healthy {
  readonly id: string;
  readonly connections: number;
  readonly state: "serving" | "closing" | "closed";
}

/** `GET /healthz`: 200 while this instance takes connections and its store answers, else 503. */
export function healthRoutes({ instance, kv }: { instance: Healthy; kv: Pick<Kv, "get"> }): Hono {
  return new Hono().get("/healthz", async (c) => {
    c.header("cache-control", "no-store");
    const status = instance.state === "serving" && await answers(kv) ? "ok" : "unavailable";
    const { id, connections } = instance;
    return c.json({ status, instance: id, connections }, status === "ok" ? 200 : 503);
  });
}

/** Whether the store answers before the deadline of a read (2 s). */
async function answers(kv: Pick<Kv, "get">): Promise<boolean> {
  try {
    await kv.get(keys.live());
    return true;
  } catch {
    return false; // late or away: that is what is asked, and the 503 says it
  }
}
