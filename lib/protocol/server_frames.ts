// What a server sends. See “Frames” in docs/protocol.md.
import * as v from "valibot";
import { ERROR_CODES } from "./errors.ts";
import {
  ConversationSummary,
  LogEvent,
  Person,
  PresenceChange,
  Profiles,
  Quotes,
  RoomInvitation,
} from "./events.ts";
import { FileLimits } from "./files.ts";
import { linkPreviewReplies } from "./requests/link_previews.ts";
import { pollPushes, pollReplies } from "./requests/polls.ts";
import { reactionReplies } from "./requests/reactions.ts";
import { MessageRequest } from "./message_requests.ts";
import type { RequestType } from "./client_frames.ts";
import type { Limits } from "./limits.ts";
import { editReplies } from "./requests/edits.ts";
import { emojiPushes } from "./requests/emoji.ts";
import { nothing } from "./requests/fields.ts";
import { commandReplies } from "./requests/commands.ts";
import { searchReplies } from "./requests/search.ts";
import { bookmarkPushes, bookmarkReplies } from "./requests/bookmarks.ts";
import { forwardReplies } from "./requests/forwards.ts";
import { inboxPushes, inboxReplies } from "./requests/inbox.ts";
import { LATER_STATES, laterReplies } from "./requests/later.ts";
import { moveReplies } from "./requests/moves.ts";
import { messageReplies } from "./requests/messages.ts";
import { notificationReplies } from "./requests/notifications.ts";
import { peopleReplies, PresenceCounts } from "./requests/people.ts";
import { roomReplies } from "./requests/rooms.ts";
import { threadReplies, ThreadStanding } from "./requests/threads.ts";

const rate = v.object({ burst: v.number(), everyMs: v.number() });
const limits = v.object({
  text: v.number(),
  name: v.number(),
  room: v.number(),
  topic: v.number(),
  status: v.number(),
  reactions: v.number(),
  files: v.optional(FileLimits),
  connections: v.number(),
  sends: rate,
  guestSends: rate,
  frames: rate,
  typing: rate,
}) satisfies v.GenericSchema<Limits>;

/** Why a request was refused; `message` is in the user's language and fit to show. */
export const WireError = v.object({
  code: v.picklist(ERROR_CODES),
  message: v.string(),
  retryAfterMs: v.optional(v.number()),
  /** Not refused: it waits for a moderator, and says how it stands when it is sent again. */
  waits: v.optional(v.boolean()),
  /** The path of a page where one has to accept the rules first. */
  accept: v.optional(v.string()),
});
export type WireError = v.InferOutput<typeof WireError>;

/** That one may not write: `message` is fit to show, `until` milliseconds UTC. */
export const OwnMute = v.object({ message: v.string(), until: v.optional(v.number()) });
export type OwnMute = v.InferOutput<typeof OwnMute>;

/** What an `ok` reply carries, by the request's type. */
export const replies = {
  sync: v.object({
    user: Person,
    conversations: v.array(ConversationSummary),
    presence: v.array(PresenceChange),
    users: Profiles,
    mute: v.optional(OwnMute),
    /** More of it follows at once, in `sync` pushes. */
    more: v.optional(v.boolean()),
  }),
  ping: nothing,
  ...messageReplies,
  ...editReplies,
  ...moveReplies,
  ...roomReplies,
  ...peopleReplies,
  ...inboxReplies,
  ...notificationReplies,
  ...bookmarkReplies,
  ...forwardReplies,
  ...reactionReplies,
  ...threadReplies,
  ...pollReplies,
  ...linkPreviewReplies,
  ...laterReplies,
  ...searchReplies,
  ...commandReplies,
} satisfies Record<RequestType, v.GenericSchema>;

export type ReplyOf<T extends RequestType> = v.InferOutput<(typeof replies)[T]>;

/** A reply, before the client matches it with its request by `ref`. */
export type Reply =
  | ({ type: "reply"; ref: number; ok: true } & Record<string, unknown>)
  | { type: "reply"; ref: number; ok: false; error: WireError };

/** Why the server closes a connection. */
export const GOODBYE_REASONS = [
  "restart",
  "shutdown",
  "session-ended",
  "banned",
  "kicked",
  "slow-consumer",
  "flooding",
  "protocol-error",
  "overloaded",
] as const;
export type GoodbyeReason = (typeof GOODBYE_REASONS)[number];

const reply = v.variant("ok", [
  v.looseObject({ type: v.literal("reply"), ref: v.number(), ok: v.literal(true) }),
  v.object({ type: v.literal("reply"), ref: v.number(), ok: v.literal(false), error: WireError }),
]);

const pushes = {
  welcome: v.object({
    type: v.literal("welcome"),
    protocol: v.number(),
    instance: v.string(),
    user: Person,
    limits,
    heartbeatMs: v.number(),
    /** The server's time, milliseconds UTC: clients show times and countdowns by it. */
    now: v.optional(v.number()),
  }),
  /** `from`: what the client holds before this seq is too far behind; drop it, page back (D8). */
  events: v.object({
    type: v.literal("events"),
    conversation: v.string(),
    events: v.array(LogEvent),
    users: Profiles,
    quotes: v.optional(Quotes),
    from: v.optional(v.number()),
  }),
  /** A push of one may have been lost: `threads` gives those that are unread. */
  threads: v.object({ type: v.literal("threads") }),
  /** A thread that the user follows, or left: how it stands. */
  thread: v.object({
    type: v.literal("thread"),
    conversation: v.string(),
    root: v.number(),
    ...ThreadStanding.entries,
  }),
  conversation: v.object({
    type: v.literal("conversation"),
    conversation: ConversationSummary,
    /** The user is no longer in it: left, removed, or closed. */
    gone: v.optional(v.boolean()),
  }),
  /** All that others ask of the user now: into rooms, and to be read. */
  invitations: v.object({
    type: v.literal("invitations"),
    invitations: v.array(RoomInvitation),
    requests: v.optional(v.array(MessageRequest), []),
  }),
  /** Something that the user has for later changed; `later` gives what there is now. */
  later: v.object({ type: v.literal("later"), id: v.string(), state: v.picklist(LATER_STATES) }),
  /** A moderator decided about a message that waited: sent again, it says what. */
  held: v.object({ type: v.literal("held"), id: v.string() }),
  /** People whose profile changed: renamed, with another role, or gone. */
  users: v.object({ type: v.literal("users"), users: Profiles }),
  /** The rest of a `sync` reply that said `more`; `more` again where there is another one. */
  sync: v.object({
    type: v.literal("sync"),
    conversations: v.array(ConversationSummary),
    presence: v.array(PresenceChange),
    users: Profiles,
    more: v.optional(v.boolean()),
  }),
  presence: v.object({
    type: v.literal("presence"),
    changes: v.array(PresenceChange),
    /** Of the conversation whose members were asked for last, where they changed (P5). */
    counts: v.optional(v.object({ conversation: v.string(), ...PresenceCounts.entries })),
  }),
  typing: v.object({
    type: v.literal("typing"),
    conversation: v.string(),
    user: v.string(),
    name: v.optional(v.string()),
    /** The root of the thread where they write. */
    thread: v.optional(v.number()),
  }),
  "typing-ended": v.object({
    type: v.literal("typing-ended"),
    conversation: v.string(),
    user: v.string(),
    thread: v.optional(v.number()),
  }),
  read: v.object({
    type: v.literal("read"),
    conversation: v.string(),
    user: v.string(),
    seq: v.number(),
    /** When another person read that far: milliseconds UTC. */
    at: v.optional(v.number()),
    /** Another person lets it be seen no more: what is known of them goes. */
    hidden: v.optional(v.boolean()),
    /** The user marked what is after `seq` as unread. */
    back: v.optional(v.boolean()),
    /** For the user's own other connections: what is left unread. */
    unread: v.optional(v.number()),
    mentions: v.optional(v.number()),
  }),
  ...inboxPushes,
  ...bookmarkPushes,
  ...pollPushes,
  ...emojiPushes,
  /** Whether one may not write changed; without `mute`, one may. */
  mute: v.object({ type: v.literal("mute"), mute: v.optional(OwnMute) }),
  /** To moderators: somebody was kicked, muted or banned, or that was lifted. */
  sanctions: v.object({ type: v.literal("sanctions") }),
  /** To moderators: how much waits for them, up to `MAX_QUEUE_COUNT`. */
  queue: v.object({ type: v.literal("queue"), waiting: v.number() }),
  /** How many answers to what one reported one has not seen. */
  answers: v.object({ type: v.literal("answers"), waiting: v.number() }),
  notice: v.object({
    type: v.literal("notice"),
    level: v.picklist(["info", "warning"]),
    text: v.string(),
    until: v.optional(v.number()),
  }),
  goodbye: v.object({
    type: v.literal("goodbye"),
    reason: v.picklist(GOODBYE_REASONS),
    message: v.string(),
    retryAfterMs: v.optional(v.number()),
  }),
};

type Pushes = { [T in keyof typeof pushes]: v.InferOutput<(typeof pushes)[T]> };
export type PushType = keyof Pushes;
export type Push = Pushes[PushType];
export type PushOf<T extends PushType> = Pushes[T];
export type ServerFrame = Push | Reply;

/**
 * Reads a frame from the server; `undefined` for an unknown type, which a client ignores (T4).
 * Throws a `TypeError` for what is no frame at all.
 */
export function readServerFrame(data: string): ServerFrame | undefined {
  const head = v.safeParse(v.looseObject({ type: v.string() }), JSON.parse(data));
  if (!head.success) throw new TypeError("A frame from the server has no type");
  const { type } = head.output;
  if (type === "reply") return checked(reply, head.output);
  if (!Object.hasOwn(pushes, type)) return undefined;
  return checked(pushes[type as PushType], head.output);
}

function checked<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw new TypeError(`A frame from the server does not fit at ${v.getDotPath(parsed.issues[0])}`);
}
