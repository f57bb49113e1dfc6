import * as v from "valibot";
import { Person, PRESENCE_STATES, Profiles, Receipt } from "../events.ts";
import { MAX_MEMBERS, MAX_PROFILES } from "../limits.ts";
import { conversation, name, nothing, ref, seq } from "./fields.ts";

/**
 * Somebody in a conversation, whether they are here, what they say of themselves, and how far they have
 * read, where that is shown (M15).
 */
export const Member = v.object({
  ...Person.entries,
  state: v.picklist(PRESENCE_STATES),
  status: v.optional(v.string()),
  until: v.optional(v.number()),
  read: v.optional(Receipt),
});
export type Member = v.InferOutput<typeof Member>;

/**
 * Somebody as their card shows them: since when they are here (milliseconds UTC), what they tell of
 * themselves, and the first rooms in common. `zone`: whose clock theirs is (IANA), where they show it.
 */
export const PersonCard = v.object({
  ...Person.entries,
  since: v.number(),
  pronouns: v.optional(v.string()),
  zone: v.optional(v.string()),
  state: v.picklist(PRESENCE_STATES),
  status: v.optional(v.string()),
  until: v.optional(v.number()),
  rooms: v.array(v.object({ id: v.string(), name: v.string(), title: v.optional(v.string()) })),
  moreRooms: v.number(),
});
export type PersonCard = v.InferOutput<typeof PersonCard>;

/** How many people of a conversation are in each state (P5): members, and guests who are here (P8). */
export const PresenceCounts = v.object({
  online: v.number(),
  away: v.number(),
  offline: v.number(),
  /** How many of them are guests; absent for none. */
  guests: v.optional(v.number()),
});
export type PresenceCounts = v.InferOutput<typeof PresenceCounts>;

/** Who is in a conversation, who people are, and how far one has read. */
export const peopleRequests = {
  read: v.object({
    type: v.literal("read"),
    ref,
    conversation,
    seq,
    /** How far in the thread of this root, which one follows. */
    thread: v.optional(seq),
  }),
  unread: v.object({
    type: v.literal("unread"),
    ref,
    conversation,
    seq,
    /** From this reply on in the thread of this root, or from the root itself on. */
    thread: v.optional(seq),
  }),
  members: v.object({
    type: v.literal("members"),
    ref,
    conversation,
    after: v.optional(v.pipe(v.string(), v.maxLength(500))),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_MEMBERS)), 50),
  }),
  profiles: v.object({
    type: v.literal("profiles"),
    ref,
    users: v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(MAX_PROFILES)),
  }),
  people: v.object({
    type: v.literal("people"),
    ref,
    query: v.optional(name, ""),
    conversation: v.optional(conversation),
  }),
};

/** What their `ok` replies carry. */
export const peopleReplies = {
  read: nothing,
  unread: nothing,
  members: v.object({
    members: v.array(Member),
    counts: PresenceCounts,
    /** Given as `after`, it leads to the next page; absent on the last one. */
    next: v.optional(v.string()),
  }),
  profiles: v.object({ users: Profiles }),
  people: v.object({ people: v.array(Member) }),
};
