import type { Published } from "../../cluster/bus.ts";
import { ChatError } from "../../protocol/errors.ts";
import { LATER_WITHIN_MS, MAX_LEVELS } from "../../protocol/limits.ts";
import { DEFAULT_NOTIFICATIONS, type OwnLevel } from "../../protocol/notifications/settings.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type {
  PersonalSettingsStore,
  StoredSettings,
} from "../../store/people/personal_settings.ts";
import type { Announcer } from "../chat.ts";
import type { NotificationUseCases } from "../contract/notifications.ts";
import type { Access } from "../conversations/access.ts";
import type { Summaries } from "../conversations/summaries.ts";

/** What they are read and changed with. */
export interface NotificationSettingsParts {
  access: Pick<Access, "see">;
  store: Pick<PersonalSettingsStore, "getMany" | "change">;
  conversations: Pick<Conversations, "membershipsOf">;
  summaries: Pick<Summaries, "one">;
  announcer: Pick<Announcer, "announce">;
  clock: Pick<Clock, "now">;
}

/** How somebody is notified, of everything and of one conversation. */
export function createNotificationSettings(
  { access, store, conversations, summaries, announcer, clock }: NotificationSettingsParts,
): Pick<NotificationUseCases, "notifications" | "notify"> {
  /** Tells a person's devices how these conversations are now. */
  function tell(user: string, ids: readonly string[]): void {
    announcer.announce([
      { topic: "everyone", message: { type: "changed", what: "personal-settings", id: user } },
      ...ids.map((conversation): Published => ({
        topic: `user:${user}`,
        message: { type: "membership", user, conversation, member: true },
      })),
    ]);
  }

  return {
    async notifications({ user: { id } }, asked) {
      const changes = Object.fromEntries(
        Object.entries(asked).filter(([name, value]) =>
          name in DEFAULT_NOTIFICATIONS && value !== undefined
        ),
      );
      if (Object.keys(changes).length === 0) return (await store.getMany([id]))[0]!.notifications;
      const { notifications } = await store.change(id, ({ notifications }) => ({
        notifications: { ...notifications, ...changes },
      }));
      const isUsual = "rooms" in changes || "direct" in changes;
      tell(id, isUsual ? await conversations.membershipsOf(id) : []);
      return notifications;
    },

    async notify(actor, { conversation: id, level, pausedUntil }) {
      const conversation = await access.see(actor, id);
      const { id: user } = actor.user;
      if (level === undefined && pausedUntil === undefined) {
        return await summaries.one(user, conversation);
      }
      const now = clock.now();
      if ((pausedUntil ?? 0) > now + LATER_WITHIN_MS) throw new ChatError("time-far");
      await store.change(user, ({ levels }) => {
        const before = levels[id] ?? {};
        const after: OwnLevel = {
          level: level === undefined ? before.level : level ?? undefined,
          ...(pausedUntil === undefined
            ? { pausedUntil: before.pausedUntil, pausedAt: before.pausedAt }
            : { pausedUntil: pausedUntil ?? undefined, pausedAt: now }),
        };
        return { levels: withLevel(levels, id, after, now) };
      });
      tell(user, [id]);
      return await summaries.one(user, conversation);
    },
  };
}

/** Without what says nothing any more. Throws `too-many-levels`. */
function withLevel(
  levels: StoredSettings["levels"],
  id: string,
  own: OwnLevel,
  now: number,
): StoredSettings["levels"] {
  const kept = Object.entries({ ...levels, [id]: own }).flatMap(([conversation, one]) => {
    const { level, pausedUntil = 0, pausedAt } = one;
    if (!level && pausedUntil <= now) return [];
    const left: OwnLevel = {
      ...(level && { level }),
      ...(pausedUntil > now && { pausedUntil, pausedAt }),
    };
    return [[conversation, left] as const];
  });
  if (kept.length > MAX_LEVELS) throw new ChatError("too-many-levels", { limit: MAX_LEVELS });
  return Object.fromEntries(kept);
}
