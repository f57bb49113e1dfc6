import { keys } from "../../kv/keys.ts";
import type { Kv } from "../../kv/kv.ts";

/** That all instances end at a time (milliseconds UTC), and what is said of it until then. */
export interface PlannedShutdown {
  at: number;
  /** Empty: everyone is told in their own language. */
  text: string;
  /** Whether the server comes back by itself, as far as anybody knows. */
  then: "restart" | "shutdown";
}

/** What is planned, if its time has not come: a server that starts after it does not end by it. */
export async function plannedShutdown(
  kv: Pick<Kv, "get">,
  now: number,
): Promise<PlannedShutdown | undefined> {
  const { value } = await kv.get<PlannedShutdown>(keys.shutdown());
  return value && value.at > now ? value : undefined;
}
