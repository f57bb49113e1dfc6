import type { Config } from "./config.ts";

/** What only leads from a machine to itself, and what listens everywhere: a browser is given the name. */
const NEAR: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "0.0.0.0", "::"]);

/**
 * The origin that a person is told, `http://localhost:8000`: the first of those where people reach the
 * server, else where it listens. One name everywhere: a cookie of `127.0.0.1` is none of `localhost`.
 */
export function shownOrigin(
  { host, port, origins }: Pick<Config, "host" | "port" | "origins">,
): string {
  const [first] = origins;
  if (first !== undefined) return first;
  if (NEAR.has(host)) return `http://localhost:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
