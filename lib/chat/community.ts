import type { Bus } from "../cluster/bus.ts";
import type { Settings } from "../protocol/administration.ts";
import { readSettings } from "../store/settings.ts";
import type { Kv } from "../store/kv.ts";
import type { Clock } from "../world/world.ts";
import { Cache } from "./cache.ts";
import type { Announcer } from "./chat.ts";

/** A setting that was changed elsewhere holds here after this long, even when the hint was lost. */
const SETTINGS_TTL_MS = 10_000;

/** What was decided for the whole community, kept for a while. */
export interface Community {
  settings(): Promise<Settings>;
}

/** The community's settings over a store. */
export function createCommunity(
  { kv, announcer, bus, clock }: {
    kv: Kv;
    announcer: Announcer;
    bus: Pick<Bus, "onSuspicion">;
    clock: Clock;
  },
): Community {
  const cache = new Cache<Settings>(clock, { max: 1, ttlMs: SETTINGS_TTL_MS });
  announcer.onAnnouncement((_, message) => {
    if (message.type === "changed" && message.what === "settings") cache.clear();
  });
  bus.onSuspicion(() => cache.clear());
  return {
    settings: () => cache.getOne("settings", () => readSettings(kv)),
  };
}
