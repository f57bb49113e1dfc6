import * as v from "valibot";
import { ConversationSummary, Person, RoomInvitation } from "../events.ts";
import { MessageRequest } from "../message_requests.ts";
import { MAX_ROOM_PAGE } from "../limits.ts";
import { conversation, name, nothing, placed, ref } from "./fields.ts";

/** A room as the room browser lists it. */
export const RoomListing = v.object({
  id: v.string(),
  name: v.string(),
  title: v.optional(v.string()),
  topic: v.optional(v.string()),
  private: v.optional(v.boolean()),
  closed: v.optional(v.boolean()),
  /** Its numbers as its head tells them (`RoomNumbers`). */
  members: v.number(),
  guests: v.optional(v.number(), 0),
  here: v.optional(v.number(), 0),
  joined: v.boolean(),
});
export type RoomListing = v.InferOutput<typeof RoomListing>;

/** Names that one request may hold, before the rules have counted the people. */
const MAX_ASKED = 50;
const roomLimit = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_ROOM_PAGE));
const opened = v.object({ conversation: ConversationSummary });

/** Making, finding, entering and leaving conversations. */
export const roomRequests = {
  open: v.object({
    type: v.literal("open"),
    ref,
    with: v.optional(name),
    /** Several others: the group of them and oneself, with its title if it is new. */
    people: v.optional(v.pipe(v.array(name), v.maxLength(MAX_ASKED))),
    title: v.optional(name),
  }),
  add: v.object({
    type: v.literal("add"),
    ref,
    conversation,
    user: name,
    /** Whether they are shown what was said before. */
    all: v.optional(v.boolean()),
  }),
  rename: v.object({ type: v.literal("rename"), ref, conversation, title: name }),
  create: v.object({
    type: v.literal("create"),
    ref,
    name,
    title: v.optional(name),
    topic: v.optional(v.string()),
    private: v.optional(v.boolean()),
  }),
  join: v.object({
    type: v.literal("join"),
    ref,
    conversation: v.optional(conversation),
    room: v.optional(name),
  }),
  leave: v.object({
    type: v.literal("leave"),
    ref,
    conversation: v.optional(conversation),
    room: v.optional(name),
  }),
  invite: v.object({ type: v.literal("invite"), ref, conversation, user: name }),
  invitations: v.object({ type: v.literal("invitations"), ref }),
  decline: v.object({ type: v.literal("decline"), ref, conversation }),
  topic: v.object({ type: v.literal("topic"), ref, conversation, topic: v.string() }),
  vanish: v.object({
    type: v.literal("vanish"),
    ref,
    conversation,
    afterMs: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  }),
  rooms: v.object({
    type: v.literal("rooms"),
    ref,
    query: v.optional(name),
    after: v.optional(name),
    limit: v.optional(roomLimit, MAX_ROOM_PAGE),
  }),
};

/** What their `ok` replies carry. */
export const roomReplies = {
  open: opened,
  add: placed,
  rename: placed,
  create: opened,
  join: opened,
  leave: v.object({ conversation: v.string() }),
  /** Whom the name meant. */
  invite: v.object({ user: v.optional(Person) }),
  invitations: v.object({
    invitations: v.array(RoomInvitation),
    requests: v.optional(v.array(MessageRequest), []),
  }),
  decline: nothing,
  topic: placed,
  vanish: placed,
  rooms: v.object({ rooms: v.array(RoomListing), next: v.optional(v.string()) }),
};
