import * as v from "valibot";
import { LogEvent, MENTION_REASONS, Profiles } from "../events.ts";
import { OWN_REQUEST_RULES } from "../message_requests.ts";
import { KEYWORD_LENGTH, MAX_INBOX_PAGE, MAX_KEYWORDS, MAX_PRONOUNS } from "../limits.ts";
import { zone } from "../notifications/settings.ts";
import { conversation, nothing, position, ref, seq, text, typed } from "./fields.ts";

const cursor = v.optional(v.pipe(v.string(), v.maxLength(300)));
const limit = v.optional(
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_INBOX_PAGE)),
  MAX_INBOX_PAGE,
);

/** What somebody wants to be notified of, and what others are told of them. */
export const PersonalSettings = v.object({
  keywords: v.array(v.string()),
  /** Whether others see how far one has read, and one sees it of them. */
  receipts: v.boolean(),
  /** Whether others see that one is typing, and one sees it of them. */
  typing: v.boolean(),
  /** Ids of the people whom one blocked: their messages fold away, and call one no more. */
  blocked: v.optional(v.array(v.string()), []),
  /** Whose first direct message waits until one accepts it. */
  requests: v.optional(v.picklist(OWN_REQUEST_RULES), "community"),
  /** How others may speak of one, as their card shows it. */
  pronouns: v.optional(v.string(), ""),
  /** Whose clock is one's own (IANA), where one's card shows the time; empty: it does not. */
  zone: v.optional(v.string(), ""),
});
export type PersonalSettings = v.InferOutput<typeof PersonalSettings>;

/** How it is for whoever has changed nothing. */
export const DEFAULT_SETTINGS: PersonalSettings = {
  keywords: [],
  receipts: true,
  typing: true,
  blocked: [],
  requests: "community",
  pronouns: "",
  zone: "",
};

/**
 * What was typed in a conversation and not sent. `at`: when it was last changed, `begun`: when its first
 * letter was typed, which tells it from another draft there; milliseconds UTC. An empty text: it was
 * sent, or emptied.
 */
export const KeptDraft = v.object({
  conversation: v.string(),
  text: v.string(),
  at: v.number(),
  begun: v.number(),
});
export type KeptDraft = v.InferOutput<typeof KeptDraft>;

/** A message that calls somebody, and why; `unread`: they have not read so far. */
export const InboxMention = v.object({
  conversation: v.string(),
  event: LogEvent,
  why: v.picklist(MENTION_REASONS),
  unread: v.boolean(),
});
export type InboxMention = v.InferOutput<typeof InboxMention>;

/** What is somebody's own: what calls them, what they keep, and how they want it. */
export const inboxRequests = {
  mentions: v.object({ type: v.literal("mentions"), ref, after: cursor, limit }),
  done: v.object({
    type: v.literal("done"),
    ref,
    conversation,
    target: seq,
    on: v.optional(v.boolean(), true),
  }),
  settings: v.object({
    type: v.literal("settings"),
    ref,
    keywords: v.optional(
      v.pipe(
        v.array(typed(8 * KEYWORD_LENGTH.most)),
        v.transform((keywords) => keywords.slice(0, 8 * MAX_KEYWORDS)),
      ),
    ),
    receipts: v.optional(v.boolean()),
    typing: v.optional(v.boolean()),
    requests: v.optional(v.picklist(OWN_REQUEST_RULES)),
    pronouns: v.optional(typed(8 * MAX_PRONOUNS)),
    zone: v.optional(v.union([v.literal(""), zone])),
    /** Somebody by name or by id. */
    block: v.optional(typed(200)),
    /** By id. */
    unblock: v.optional(v.pipe(v.string(), v.maxLength(100))),
  }),
  drafts: v.object({ type: v.literal("drafts"), ref }),
  draft: v.object({
    type: v.literal("draft"),
    ref,
    conversation,
    text,
    at: position,
    begun: position,
    /** `at` of the change of this draft that it goes on from, where there was one. */
    over: v.optional(position),
  }),
};

/** What their `ok` replies carry. */
export const inboxReplies = {
  mentions: v.object({
    mentions: v.array(InboxMention),
    users: Profiles,
    /** Given as `after`, it leads to the next page; absent on the last one. */
    next: v.optional(v.string()),
  }),
  done: nothing,
  settings: v.object({ settings: PersonalSettings }),
  drafts: v.object({ drafts: v.array(KeptDraft) }),
  /** The draft as it stands: another device may have written later. */
  draft: v.object({ draft: KeptDraft }),
};

/** What the devices of one person are told of each other. */
export const inboxPushes = {
  settings: v.object({ type: v.literal("settings"), settings: PersonalSettings }),
  draft: v.object({ type: v.literal("draft"), draft: KeptDraft }),
  /** Mentions were done, or are back; `counts`: unread ones that are left in a conversation. */
  mentions: v.object({
    type: v.literal("mentions"),
    conversation: v.string(),
    target: v.number(),
    on: v.boolean(),
    mentions: v.number(),
  }),
};
