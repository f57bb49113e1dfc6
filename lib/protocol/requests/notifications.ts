import * as v from "valibot";
import { ConversationSummary } from "../events.ts";
import { LEVELS } from "../notifications/levels.ts";
import { NotificationSettings } from "../notifications/settings.ts";
import { conversation, position, ref } from "./fields.ts";

/** How one is notified: of everything, and of one conversation. */
export const notificationRequests = {
  /** What is given is changed; nothing given asks how it is. */
  notifications: v.object({
    ...{ type: v.literal("notifications"), ref },
    ...v.partial(NotificationSettings).entries,
  }),
  notify: v.object({
    ...{ type: v.literal("notify"), ref, conversation },
    /** `null`: as all of its kind. */
    level: v.optional(v.nullable(v.picklist(LEVELS))),
    /** Milliseconds UTC; `null`, or what is past: not paused. */
    pausedUntil: v.optional(v.nullable(position)),
  }),
};

/** What their `ok` replies carry. */
export const notificationReplies = {
  notifications: v.object({ notifications: NotificationSettings }),
  notify: v.object({ conversation: ConversationSummary }),
};
