import type { Bus } from "../cluster/bus.ts";
import type { UserId } from "../protocol/events.ts";
import { inForce, type Sanctions, type SanctionsOf } from "../store/sanctions.ts";
import type { Clock } from "../world/world.ts";
import { Cache } from "./cache.ts";
import type { Announcer } from "./chat.ts";
import { sanctionError } from "./admission_policy.ts";

/**
 * How long it is trusted that somebody may write. A hint ends it at once; a lost one leaves them this
 * long on the instances that did not hear.
 */
const TRUST_MS = 5_000;
const MAX_KEPT = 20_000;

/** Who may not write for now. */
export interface Mutes {
  /** Throws `muted`, with the reason and the time. */
  check(user: UserId): Promise<void>;
}

/** Mutes over strong reads that are kept for a while. */
export function createMutes(
  { sanctions, announcer, bus, clock }: {
    sanctions: Pick<Sanctions, "of">;
    announcer: Announcer;
    bus: Pick<Bus, "onSuspicion">;
    clock: Clock;
  },
): Mutes {
  const cache = new Cache<SanctionsOf>(clock, { max: MAX_KEPT, ttlMs: TRUST_MS });
  announcer.onAnnouncement((_, message) => {
    if (message.type === "changed" && message.what === "sanctions") cache.forget(message.id);
  });
  bus.onSuspicion(() => cache.clear());
  return {
    async check(user) {
      const { mute } = await cache.getOne(user, () => sanctions.of(user));
      const now = clock.now();
      if (mute && inForce(mute, now)) throw sanctionError("muted", mute, now);
    },
  };
}
