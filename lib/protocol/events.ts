import * as v from "valibot";
import { SharedFile } from "./files.ts";
import { LinkPreview } from "./link_previews.ts";
import { LEVELS } from "./notifications/levels.ts";
import { Poll } from "./polls.ts";
import { Reactions } from "./reactions.ts";

/** A conversation's id. `general`'s is the same everywhere. */
export type ConversationId = string;
export type UserId = string;

/** The roles of accounts, the highest first: they can be given and taken. */
export const ACCOUNT_ROLES = ["administrator", "moderator", "member"] as const;
/** All roles, the highest first. */
export const ROLES = [...ACCOUNT_ROLES, "guest"] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who somebody is to others. Events name people by id; frames carry their profiles beside. `gone`: they
 * are nobody any more (N6); the name is empty where they deleted their account.
 */
export const Profile = v.object({
  name: v.string(),
  role: v.picklist(ROLES),
  gone: v.optional(v.boolean()),
  /** No person, but a program that somebody looks after (B1). */
  bot: v.optional(v.boolean()),
  /** A bot that posts and reads nothing: an incoming hook (B2). */
  hook: v.optional(v.boolean()),
  /** Their picture is at `/files/people/<id>/<picture>`; initials stand for who has none (N8). */
  picture: v.optional(v.string()),
});
export type Profile = v.InferOutput<typeof Profile>;

/** Whether it is that of somebody who deleted their account, and has no name any more. */
export function isDeleted({ name, gone }: Pick<Profile, "name" | "gone">): boolean {
  return gone === true && name === "";
}

/** Profiles by user id: of everyone whom the events beside it name. */
export const Profiles = v.record(v.string(), Profile);
export type Profiles = Record<UserId, Profile>;

const seq = v.pipe(v.number(), v.integer(), v.minValue(1));
const base = { seq, at: v.number(), by: v.string() };

/** Who pinned a message, and when (milliseconds UTC). */
export const Pinned = v.object({ by: v.string(), at: v.number() });
export type Pinned = v.InferOutput<typeof Pinned>;

/**
 * What the root of a thread says of its replies: how many there are, deleted ones too, the time and the
 * seq of the last one, and who wrote last, the latest first.
 */
export const Replies = v.object({
  count: v.number(),
  at: v.number(),
  last: v.number(),
  by: v.array(v.string()),
});
export type Replies = v.InferOutput<typeof Replies>;

/** What calls more than those who are named: `@room` all members, `@here` who is here. */
export const CALLS = ["here", "room"] as const;
export type Call = (typeof CALLS)[number];
/** Why a message calls somebody. */
export const MENTION_REASONS = ["name", ...CALLS, "keyword"] as const;
export type MentionReason = (typeof MENTION_REASONS)[number];

/**
 * Where a message was moved to. `name` and `title`: of the room then, where anyone may know of it.
 */
export const MovedAway = v.object({
  conversation: v.string(),
  seq,
  name: v.optional(v.string()),
  title: v.optional(v.string()),
});
export type MovedAway = v.InferOutput<typeof MovedAway>;

/** That a message was moved here: by whom, when it was written, and from which room, likewise. */
export const MovedHere = v.object({
  by: v.string(),
  at: v.number(),
  name: v.optional(v.string()),
  title: v.optional(v.string()),
});
export type MovedHere = v.InferOutput<typeof MovedHere>;

/** A message as the wire carries it. */
export const Message = v.object({
  ...base,
  kind: v.literal("message"),
  id: v.string(),
  text: v.string(),
  replyTo: v.optional(seq),
  mentions: v.optional(v.array(v.string())),
  /** It calls all members, or those who are here; the latter are in `mentions` too. */
  call: v.optional(v.picklist(CALLS)),
  editedAt: v.optional(v.number()),
  /** How often it was edited. */
  version: v.optional(v.number()),
  deletedAt: v.optional(v.number()),
  /** It is gone so many milliseconds after `at`, by the server's clock (M11). */
  vanishMs: v.optional(v.number()),
  reactions: v.optional(Reactions),
  /** It is a question, with answers to choose from. */
  poll: v.optional(Poll),
  /** What was sent with it; its text may be empty then. */
  files: v.optional(v.array(SharedFile)),
  /** What the pages say that it links to. */
  previews: v.optional(v.array(LinkPreview)),
  /** Links of it whose preview was removed: they get none again. */
  unpreviewed: v.optional(v.array(v.string())),
  pinned: v.optional(Pinned),
  /** These are the words of another message; `origins` tells of which, to who may know it (M12). */
  forwarded: v.optional(v.literal(true)),
  /** What is left of one that was moved away leads to it (M14). */
  moved: v.optional(MovedAway),
  movedHere: v.optional(MovedHere),
  /** The seq of the last event that is folded in: what came up to it is in the message already. */
  changed: v.optional(v.number()),
  /** The root of the thread in which it is a reply; `alsoInRoom`: it stands in the timeline too. */
  thread: v.optional(seq),
  alsoInRoom: v.optional(v.boolean()),
  /** Of the root of a thread. */
  replies: v.optional(Replies),
});

/**
 * Its words, version, mentions and previews are those of the message when the event is read; the log holds none
 * (M1). An empty text: the message is gone by then.
 */
const Edit = v.object({
  ...base,
  kind: v.literal("edit"),
  target: seq,
  text: v.optional(v.string()),
  version: v.optional(v.number()),
  mentions: v.optional(v.array(v.string())),
  previews: v.optional(v.array(LinkPreview)),
});

/**
 * The previews of a message are others now: those that it has when the event is read, as with an edit.
 * None: they were removed, or the message is gone.
 */
const PreviewChange = v.object({
  ...base,
  kind: v.literal("preview"),
  target: seq,
  previews: v.optional(v.array(LinkPreview)),
});

/** One entry of a conversation's log, as the wire carries it. */
export const LogEvent = v.variant("kind", [
  Message,
  Edit,
  PreviewChange,
  v.object({ ...base, kind: v.literal("delete"), target: seq }),
  v.object({ ...base, kind: v.literal("move"), target: seq, to: MovedAway }),
  v.object({
    ...base,
    kind: v.literal("reaction"),
    target: seq,
    emoji: v.string(),
    on: v.boolean(),
  }),
  v.object({ ...base, kind: v.literal("pin"), target: seq, on: v.boolean() }),
  /** `secret`: `by` is the author of the poll, whoever voted. */
  v.object({
    ...base,
    kind: v.literal("vote"),
    target: seq,
    was: v.array(v.number()),
    options: v.array(v.number()),
    secret: v.optional(v.boolean()),
  }),
  v.object({ ...base, kind: v.literal("pollClosed"), target: seq }),
  /**
   * `by` came in. Into a group somebody put them (`addedBy`), who shows them what was said before
   * (`all`), or what is said from here on.
   */
  v.object({
    ...base,
    kind: v.literal("join"),
    addedBy: v.optional(v.string()),
    all: v.optional(v.boolean()),
  }),
  v.object({
    ...base,
    kind: v.literal("leave"),
    reason: v.optional(v.picklist(["left", "kicked", "banned"])),
  }),
  v.object({ ...base, kind: v.literal("topic"), topic: v.string() }),
  /** What is said from now on is gone so many milliseconds later; absent: it stays. */
  v.object({ ...base, kind: v.literal("vanish"), afterMs: v.optional(v.number()) }),
  /** Of a group, `name` is empty: it has a title alone, or none any more. */
  v.object({
    ...base,
    kind: v.literal("rename"),
    name: v.string(),
    title: v.optional(v.string()),
  }),
]);

export type LogEvent = v.InferOutput<typeof LogEvent>;
export type MessageEvent = v.InferOutput<typeof Message>;
export type EventKind = LogEvent["kind"];
export type EventOf<K extends EventKind> = Extract<LogEvent, { kind: K }>;

/** An event before the log gives it its place: no seq, no time, no author. */
export type Draft = { [K in EventKind]: Omit<EventOf<K>, "seq" | "at" | "by"> }[EventKind];

/**
 * A message as others quote it. `gone`: it was deleted, and has no words. `hidden`: it was written
 * before the reader came, who is not shown its words. `thread`: the root of the thread where it stands,
 * and nowhere else. `vanishAt`: when it will be gone (M11), milliseconds UTC.
 */
export const Quote = v.object({
  by: v.string(),
  at: v.number(),
  text: v.string(),
  /** Its first file: what is said of a message without words. */
  file: v.optional(SharedFile),
  gone: v.optional(v.boolean()),
  hidden: v.optional(v.boolean()),
  thread: v.optional(v.number()),
  vanishAt: v.optional(v.number()),
});
export type Quote = v.InferOutput<typeof Quote>;

/** Quotes of one conversation, by the seq of what is quoted. */
export const Quotes = v.record(v.string(), Quote);
export type Quotes = Record<string, Quote>;

/** Consecutive events of one conversation, ascending, with the profiles and the quotes that they need. */
export interface EventBatch {
  conversation: ConversationId;
  events: LogEvent[];
  users: Profiles;
  quotes?: Quotes;
}

/** The room that everyone is a member of, from the first start. */
export const GENERAL: ConversationId = "general";

/** A person as lists show them. */
export const Person = v.object({ id: v.string(), ...Profile.entries });
export type Person = v.InferOutput<typeof Person>;

/**
 * A conversation as one user sees it. `head` is the last seq, `read` the last seq that the user has
 * read on any device, `unread` the messages of others after it, `mentions` those that name the user.
 * A room may have a `title`, which is shown in place of its name. A direct conversation has `with`, the
 * other person, in place of a name; a group has `people`, the others in it, and may have a title.
 */
export const ConversationSummary = v.object({
  id: v.string(),
  kind: v.picklist(["room", "direct"]),
  name: v.optional(v.string()),
  title: v.optional(v.string()),
  topic: v.optional(v.string()),
  /** What is said there is gone so many milliseconds later. */
  vanishMs: v.optional(v.number()),
  /** Rooms only: anyone may read it on the web. */
  published: v.optional(v.boolean()),
  /** Rooms only: messages are kept so many days. */
  keptDays: v.optional(v.number()),
  private: v.optional(v.boolean()),
  readOnly: v.optional(v.boolean()),
  closed: v.optional(v.boolean()),
  /** Rooms only: so many seconds pass between two messages of one person. */
  slowSeconds: v.optional(v.number()),
  /** Rooms only: moderators alone set the topic. */
  topicLocked: v.optional(v.boolean()),
  with: v.optional(Person),
  /** Groups only: who else is in it, the first first. */
  people: v.optional(v.array(Person)),
  /** The first seq that the user is shown, where they were added and not shown what was before. */
  from: v.optional(v.number()),
  /** What notifies the user of it, where that is not `usualLevel`. */
  level: v.optional(v.picklist(LEVELS)),
  /** Until then, nothing does: milliseconds UTC, always in the future. */
  pausedUntil: v.optional(v.number()),
  head: v.number(),
  read: v.number(),
  /** The user came when the log ended at `read` and did not look since: nobody is shown it (M15). */
  unseen: v.optional(v.boolean()),
  unread: v.number(),
  mentions: v.number(),
  /** Direct only: how far the other person has read, and when (milliseconds UTC). */
  seen: v.optional(v.number()),
  seenAt: v.optional(v.number()),
  /** When the last event was appended, in milliseconds UTC; 0 when there is none. */
  lastAt: v.number(),
});
export type ConversationSummary = v.InferOutput<typeof ConversationSummary>;

/** The others of a direct conversation, of two or of several. */
export function peopleBeside(
  { with: other, people }: Pick<ConversationSummary, "with" | "people">,
): readonly Person[] {
  return people ?? (other ? [other] : []);
}

/** How far somebody has read, and when: milliseconds UTC, absent where it was not written down. */
export const Receipt = v.object({ seq: v.number(), at: v.optional(v.number()) });
export type Receipt = v.InferOutput<typeof Receipt>;

/** That somebody was asked into a room, by whom and when (milliseconds UTC). */
export const RoomInvitation = v.object({
  room: v.object({
    id: v.string(),
    name: v.string(),
    title: v.optional(v.string()),
    topic: v.optional(v.string()),
    private: v.optional(v.boolean()),
  }),
  by: Person,
  at: v.number(),
});
export type RoomInvitation = v.InferOutput<typeof RoomInvitation>;

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
  /** They are offline because they were sent out just now (P4). */
  sentOut: v.optional(v.picklist(["kicked", "banned"])),
  /** They are offline because they left just now: a guest, for good (P4). */
  left: v.optional(v.literal(true)),
});
export type SentOut = NonNullable<PresenceChange["sentOut"]>;
export type PresenceChange = v.InferOutput<typeof PresenceChange>;
