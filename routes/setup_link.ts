import type { Config } from "../lib/config/config.ts";
import { shownOrigin } from "../lib/config/shown_origin.ts";

/** What the server prints while nobody administers it. A code that was set is not shown again. */
export function setupAnnouncement(config: Config, code: string): string {
  // On Deno Deploy only its origins are known, where they are set.
  const origin = config.deployed && config.origins.length === 0 ? "" : shownOrigin(config);
  const shown = config.setupCode === undefined ? encodeURIComponent(code) : "<PALABRE_SETUP_CODE>";
  return `Nobody administers this server yet. To do so, once: ${origin}/setup?code=${shown}`;
}
