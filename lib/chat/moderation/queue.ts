import type { Bus } from "../../cluster/bus.ts";
import { MAX_QUEUE_COUNT } from "../../protocol/limits.ts";
import type { UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Appeals } from "../../store/moderation/appeals.ts";
import type { HeldMessages } from "../../store/moderation/held_messages.ts";
import type { MemberReports } from "../../store/moderation/reports.ts";
import type { Actor, Announcer } from "../chat.ts";
import { TrustedCache } from "../trusted_cache.ts";
import { requirePermission } from "./authorize.ts";

/** What moderators are told of what waits for them, and who reported of what they answered. */
export interface QueueFigures {
  /** How many reports, held messages and appeals wait, up to `MAX_QUEUE_COUNT`. Throws `not-allowed`. */
  queued(actor: Actor): Promise<number>;
  /** How many answers to what they reported the actor has not seen. */
  newAnswers(actor: Actor): Promise<number>;
}

/** How much waits for the moderators: counted once an instance, and anew when it changed anywhere. */
export interface ModerationQueue extends QueueFigures {
  /** Tells all instances that something came, or was handled. */
  changed(): void;
  /** Tells all devices of people that answers to what they reported came, or were seen. */
  answered(users: readonly UserId[]): void;
}

const KEY = "queue";

/** The queue over the rows of what waits. */
export function createModerationQueue(
  { reports, held, appeals, announcer, bus, clock }: {
    reports: Pick<MemberReports, "countAnswered" | "countOpen">;
    held: Pick<HeldMessages, "countWaiting">;
    appeals: Pick<Appeals, "countOpen">;
    announcer: Announcer;
    bus: Pick<Bus, "alone" | "onSuspicion">;
    clock: Clock;
  },
): ModerationQueue {
  const cache = new TrustedCache<number>(bus, clock);
  announcer.onAnnouncement((_, message) => {
    if (message.type === "changed" && message.what === "queue") cache.delete(KEY);
  });
  async function count(): Promise<number> {
    const counts = await Promise.all([
      reports.countOpen(MAX_QUEUE_COUNT),
      held.countWaiting(MAX_QUEUE_COUNT),
      appeals.countOpen(MAX_QUEUE_COUNT),
    ]);
    return Math.min(MAX_QUEUE_COUNT, counts.reduce((sum, one) => sum + one));
  }
  return {
    changed() {
      announcer.announce([{
        topic: "everyone",
        message: { type: "changed", what: "queue", id: "" },
      }]);
    },
    answered(users) {
      announcer.announce([...new Set(users)].map((id) => ({
        topic: `user:${id}` as const,
        message: { type: "changed", what: "answers", id } as const,
      })));
    },
    newAnswers: ({ user: { id } }) => reports.countAnswered(id),
    async queued(actor) {
      requirePermission(actor, "handle reports");
      return await cache.getOne(KEY, count) ?? 0;
    },
  };
}
