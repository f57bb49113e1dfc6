// How somebody wants to be notified: what they choose for all conversations, and for one.
import * as v from "valibot";
import { type Level, LEVELS } from "./levels.ts";

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 60 - 1));

/** IANA name of a time zone. */
export const zone = v.pipe(v.string(), v.maxLength(60), v.check(isZone));

/**
 * When only the inbox fills: on these days from a minute of the day to another one, past midnight where
 * that is earlier; the same minute twice is a whole day. `direct`: direct messages still come through.
 */
export const QuietHours = v.object({
  on: v.boolean(),
  /** Days on which they begin: 1 is Monday, 7 Sunday. */
  days: v.pipe(
    v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
    v.maxLength(7),
  ),
  from: minute,
  to: minute,
  direct: v.boolean(),
});
export type QuietHours = v.InferOutput<typeof QuietHours>;

/** What somebody chose for all conversations. */
export const NotificationSettings = v.object({
  /** Rooms and direct conversations of which they chose nothing else. */
  rooms: v.picklist(LEVELS),
  direct: v.picklist(LEVELS),
  /** Whether replies in threads that they follow notify them. */
  threads: v.boolean(),
  /** Whether a notification shows what was written. */
  preview: v.boolean(),
  /** Whether a soft sound is played. */
  sound: v.boolean(),
  quiet: QuietHours,
  /** In which quiet hours are meant. */
  zone,
});
export type NotificationSettings = v.InferOutput<typeof NotificationSettings>;

/** How it is for whoever has changed nothing. */
export const DEFAULT_NOTIFICATIONS: NotificationSettings = {
  rooms: "mentions",
  direct: "all",
  threads: true,
  preview: true,
  sound: false,
  quiet: { on: false, days: [1, 2, 3, 4, 5], from: 20 * 60 + 30, to: 6 * 60 + 30, direct: true },
  zone: "UTC",
};

/**
 * What somebody chose for one conversation. `pausedUntil`: milliseconds UTC; until then, nothing, since
 * `pausedAt`.
 */
export const OwnLevel = v.object({
  level: v.optional(v.picklist(LEVELS)),
  pausedUntil: v.optional(v.number()),
  pausedAt: v.optional(v.number()),
});
export type OwnLevel = v.InferOutput<typeof OwnLevel>;

/** What somebody chose for a conversation, or for all of its kind. */
export function levelOf(
  { notifications, levels }: {
    notifications: Pick<NotificationSettings, "rooms" | "direct">;
    levels: Readonly<Record<string, OwnLevel>>;
  },
  { id, kind }: { id: string; kind: "room" | "direct" },
): OwnLevel & { level: Level } {
  const usual = kind === "room" ? notifications.rooms : notifications.direct;
  return { ...levels[id], level: levels[id]?.level ?? usual };
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false; // a RangeError: no such zone
  }
}
