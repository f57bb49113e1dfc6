// What a server sends. See “Frames” in docs/protocol.md.
import * as v from "valibot";
import { ERROR_CODES } from "./errors.ts";
import {
  ConversationSummary,
  LogEvent,
  Person,
  PRESENCE_STATES,
  PresenceChange,
  Profiles,
  ROLES,
} from "./events.ts";
import type { RequestType } from "./client_frames.ts";
import type { Limits } from "./limits.ts";

const rate = v.object({ burst: v.number(), everyMs: v.number() });
const limits = v.object({
  text: v.number(),
  name: v.number(),
  room: v.number(),
  topic: v.number(),
  status: v.number(),
  reactions: v.number(),
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
});
export type WireError = v.InferOutput<typeof WireError>;

/** Somebody in a conversation, and whether they are here. */
export const Member = v.object({ ...Person.entries, state: v.picklist(PRESENCE_STATES) });
export type Member = v.InferOutput<typeof Member>;

/** A room as the room browser lists it. */
export const RoomListing = v.object({
  id: v.string(),
  name: v.string(),
  topic: v.optional(v.string()),
  private: v.optional(v.boolean()),
  members: v.number(),
  joined: v.boolean(),
});
export type RoomListing = v.InferOutput<typeof RoomListing>;

const placed = v.object({ seq: v.number() });
const opened = v.object({ conversation: ConversationSummary });
const nothing = v.object({});

/** What an `ok` reply carries, by the request's type. */
export const replies = {
  sync: v.object({
    user: Person,
    conversations: v.array(ConversationSummary),
    presence: v.array(PresenceChange),
    users: Profiles,
  }),
  send: v.object({ conversation: v.string(), seq: v.number(), at: v.number() }),
  delete: placed,
  history: v.object({ events: v.array(LogEvent), users: Profiles, more: v.boolean() }),
  open: opened,
  create: opened,
  join: opened,
  leave: v.object({ conversation: v.string() }),
  invite: nothing,
  topic: placed,
  read: nothing,
  members: v.object({ members: v.array(Member) }),
  rooms: v.object({ rooms: v.array(RoomListing) }),
  people: v.object({ people: v.array(Member) }),
  ping: nothing,
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
    user: v.object({ id: v.string(), name: v.string(), role: v.picklist(ROLES) }),
    limits,
    heartbeatMs: v.number(),
  }),
  /** `from`: what the client holds before this seq is too far behind; drop it, page back (D8). */
  events: v.object({
    type: v.literal("events"),
    conversation: v.string(),
    events: v.array(LogEvent),
    users: Profiles,
    from: v.optional(v.number()),
  }),
  conversation: v.object({
    type: v.literal("conversation"),
    conversation: ConversationSummary,
    /** The user is no longer in it: left, removed, or closed. */
    gone: v.optional(v.boolean()),
  }),
  presence: v.object({ type: v.literal("presence"), changes: v.array(PresenceChange) }),
  typing: v.object({ type: v.literal("typing"), conversation: v.string(), user: v.string() }),
  read: v.object({
    type: v.literal("read"),
    conversation: v.string(),
    user: v.string(),
    seq: v.number(),
    /** For the user's own other connections: what is left unread. */
    unread: v.optional(v.number()),
    mentions: v.optional(v.number()),
  }),
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
