import type { Bus } from "../../cluster/bus.ts";
import type { UserId } from "../../protocol/events.ts";
import { inForce, type Sanctions, type SanctionsOf } from "../../store/moderation/sanctions.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Announcer } from "../chat.ts";
import { TrustedCache } from "../trusted_cache.ts";
import { sanctionError } from "../identity/admission.ts";

/** Who may not write for now. */
export interface Mutes {
  /** Throws `muted`, with the reason and the time. */
  check(user: UserId): Promise<void>;
  /** As `check`, where it needs no read: whether it needed none. */
  checkKnown(user: UserId): boolean;
}

/** Mutes over strong reads that are kept for a while. */
export function createMutes(
  { sanctions, announcer, bus, clock }: {
    sanctions: Pick<Sanctions, "of">;
    announcer: Announcer;
    bus: Pick<Bus, "alone" | "onSuspicion">;
    clock: Clock;
  },
): Mutes {
  const cache = new TrustedCache<SanctionsOf>(bus, clock);
  announcer.onAnnouncement((_, message) => {
    if (message.type === "changed" && message.what === "sanctions") cache.delete(message.id);
  });
  function requireUnmuted(of: SanctionsOf | undefined): void {
    if (!of?.mute) return;
    const now = clock.now();
    if (inForce(of.mute, now)) throw sanctionError("muted", of.mute, now);
  }
  return {
    async check(user) {
      requireUnmuted(await cache.getOne(user, () => sanctions.of(user)));
    },
    checkKnown(user) {
      const known = cache.get(user);
      requireUnmuted(known);
      return known !== undefined;
    },
  };
}
