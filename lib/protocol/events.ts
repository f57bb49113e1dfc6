import * as v from "valibot";

/** A conversation's id. `general`'s is the same everywhere. */
export type ConversationId = string;
export type UserId = string;

/** The roles of accounts, the highest first: they can be given and taken. */
export const ACCOUNT_ROLES = ["administrator", "moderator", "member"] as const;
/** All roles, the highest first. */
export const ROLES = [...ACCOUNT_ROLES, "guest"] as const;
export type Role = (typeof ROLES)[number];

/** Who somebody is to others. Events name people by id; frames carry their profiles beside. */
export const Profile = v.object({ name: v.string(), role: v.picklist(ROLES) });
export type Profile = v.InferOutput<typeof Profile>;

/** Profiles by user id: of everyone whom the events beside it name. */
export const Profiles = v.record(v.string(), Profile);
export type Profiles = Record<UserId, Profile>;

const seq = v.pipe(v.number(), v.integer(), v.minValue(1));
const base = { seq, at: v.number(), by: v.string() };

/** emoji → ids of the users who reacted with it, in order. */
const Reactions = v.record(v.string(), v.array(v.string()));

const Message = v.object({
  ...base,
  kind: v.literal("message"),
  id: v.string(),
  text: v.string(),
  replyTo: v.optional(seq),
  mentions: v.optional(v.array(v.string())),
  editedAt: v.optional(v.number()),
  deletedAt: v.optional(v.number()),
  reactions: v.optional(Reactions),
  pinned: v.optional(v.boolean()),
});

/** One entry of a conversation's log, as the wire carries it. */
export const LogEvent = v.variant("kind", [
  Message,
  v.object({ ...base, kind: v.literal("edit"), target: seq, text: v.string() }),
  v.object({ ...base, kind: v.literal("delete"), target: seq }),
  v.object({
    ...base,
    kind: v.literal("reaction"),
    target: seq,
    emoji: v.string(),
    on: v.boolean(),
  }),
  v.object({ ...base, kind: v.literal("pin"), target: seq, on: v.boolean() }),
  v.object({ ...base, kind: v.literal("join") }),
  v.object({
    ...base,
    kind: v.literal("leave"),
    reason: v.optional(v.picklist(["left", "kicked", "banned"])),
  }),
  v.object({ ...base, kind: v.literal("topic"), topic: v.string() }),
  v.object({ ...base, kind: v.literal("rename"), name: v.string() }),
]);

export type LogEvent = v.InferOutput<typeof LogEvent>;
export type MessageEvent = v.InferOutput<typeof Message>;
export type EventKind = LogEvent["kind"];
export type EventOf<K extends EventKind> = Extract<LogEvent, { kind: K }>;

/** An event before the log gives it its place: no seq, no time, no author. */
export type Draft = { [K in EventKind]: Omit<EventOf<K>, "seq" | "at" | "by"> }[EventKind];

/** Consecutive events of one conversation, ascending, with the profiles that they name. */
export interface EventBatch {
  conversation: ConversationId;
  events: LogEvent[];
  users: Profiles;
}

/** The room that everyone is a member of, from the first start. */
export const GENERAL: ConversationId = "general";

/** A person as lists show them. */
export const Person = v.object({ id: v.string(), name: v.string(), role: v.picklist(ROLES) });
export type Person = v.InferOutput<typeof Person>;

/**
 * A conversation as one user sees it. `head` is the last seq, `read` the last seq that the user has
 * read on any device, `unread` the messages of others after it, `mentions` those that name the user.
 * A direct conversation has `with`, the other person, in place of a name.
 */
export const ConversationSummary = v.object({
  id: v.string(),
  kind: v.picklist(["room", "direct"]),
  name: v.optional(v.string()),
  topic: v.optional(v.string()),
  private: v.optional(v.boolean()),
  readOnly: v.optional(v.boolean()),
  closed: v.optional(v.boolean()),
  with: v.optional(Person),
  head: v.number(),
  read: v.number(),
  unread: v.number(),
  mentions: v.number(),
  /** Direct only: how far the other person has read. */
  seen: v.optional(v.number()),
  /** When the last event was appended, in milliseconds UTC; 0 when there is none. */
  lastAt: v.number(),
});
export type ConversationSummary = v.InferOutput<typeof ConversationSummary>;

/** How somebody is, over all their connections (P1). */
export const PRESENCE_STATES = ["online", "away", "offline"] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];

/** What a user is now. `until` (milliseconds UTC) is when the status ends. */
export const PresenceChange = v.object({
  user: v.string(),
  name: v.string(),
  role: v.picklist(ROLES),
  state: v.picklist(PRESENCE_STATES),
  status: v.optional(v.string()),
  until: v.optional(v.number()),
});
export type PresenceChange = v.InferOutput<typeof PresenceChange>;
