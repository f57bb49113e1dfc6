import * as v from "valibot";
import { ConversationSummary, MENTION_REASONS } from "../events.ts";
import { LEVELS } from "../notifications/levels.ts";
import { NotificationSettings } from "../notifications/settings.ts";
import { conversation, position, ref, seq } from "./fields.ts";

/** One answer of the decision (`decision.ts`), as it is told. */
const Reason = v.object({
  is: v.picklist([
    ...[
      "gone",
      "own",
      "hidden",
      "banned",
      "paused",
      "level",
      ...MENTION_REASONS,
      "thread",
    ] as const,
    ...[
      "direct",
      "every-message",
      "chatter",
      "read",
      "quiet",
      "quiet-direct",
      "not-quiet",
    ] as const,
  ]),
  level: v.optional(v.picklist(LEVELS)),
  until: v.optional(v.number()),
});

/** How one is notified: of everything, and of one conversation. */
export const notificationRequests = {
  /** What is given is changed; nothing given asks how it is. */
  notifications: v.object({
    type: v.literal("notifications"),
    ref,
    ...v.partial(NotificationSettings).entries,
  }),
  notify: v.object({
    type: v.literal("notify"),
    ref,
    conversation,
    /** `null`: as all of its kind. */
    level: v.optional(v.nullable(v.picklist(LEVELS))),
    /** Milliseconds UTC; `null`, or what is past: not paused. */
    pausedUntil: v.optional(v.nullable(position)),
  }),
  why: v.object({ type: v.literal("why"), ref, conversation, target: seq }),
};

/** What their `ok` replies carry. */
export const notificationReplies = {
  notifications: v.object({ notifications: NotificationSettings }),
  notify: v.object({ conversation: ConversationSummary }),
  why: v.object({
    /** Whether it notifies one who looks at no page. */
    notifies: v.boolean(),
    /** The answers in the order in which they were asked; `decided`: which of them decided. */
    why: v.array(Reason),
    decided: v.number(),
  }),
};
