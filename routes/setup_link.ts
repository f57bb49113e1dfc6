import type { Config } from "../lib/config/config.ts";

/** What the server prints while nobody administers it. A code that was set is not shown again. */
export function setupAnnouncement(
  { host, port, deployed, setupCode }: Config,
  code: string,
): string {
  const address = host.includes(":") ? `[${host}]` : host;
  const origin = deployed ? "" : `http://${address}:${port}`;
  const shown = setupCode === undefined ? encodeURIComponent(code) : "<PALABRE_SETUP_CODE>";
  return `Nobody administers this server yet. To do so, once: ${origin}/setup?code=${shown}`;
}
