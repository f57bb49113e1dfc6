// What the administration shows: the API answers it, the pages draw it. Times in milliseconds UTC.
import * as v from "valibot";
import { Person } from "./events.ts";
import { REQUEST_RULES } from "./message_requests.ts";

/** Who may register: anyone, those with an invitation, nobody. */
export const REGISTRATIONS = ["open", "invitation", "closed"] as const;
export type Registration = (typeof REGISTRATIONS)[number];

/** Of how many new guests from one address administrators may let in. */
export const GUESTS_PER_ADDRESS = { least: 1, most: 1_000 } as const;

/** Who may add bots. */
export const BOT_MAKERS = ["administrators", "members"] as const;

/** What newcomers may do with links, and with files. */
export const NEWCOMER_RULES = ["free", "refused"] as const;
export type NewcomerRule = (typeof NEWCOMER_RULES)[number];
/** Days for which somebody may count as a newcomer (0: nobody does), and messages that end it (0: none do). */
export const NEWCOMER_DAYS = { least: 0, most: 90 } as const;
export const NEWCOMER_MESSAGES = { least: 0, most: 1_000 } as const;

/** Who may come in, by a name alone and by registering; who may add bots; what newcomers may do. */
export const Settings = v.object({
  guests: v.boolean(),
  registration: v.picklist(REGISTRATIONS),
  /** New guests from one address in ten minutes; four times as many where a member came from. */
  guestsPerAddress: v.number(),
  bots: v.picklist(BOT_MAKERS),
  /** Whether administrators need a second factor. */
  secondFactor: v.boolean(),
  /** Somebody is a newcomer for so many days, or until they wrote so many messages. */
  newcomerDays: v.number(),
  newcomerMessages: v.number(),
  /** Seconds between two messages of a newcomer, wherever they write; 0: none. */
  newcomerSlowSeconds: v.number(),
  newcomerLinks: v.picklist(NEWCOMER_RULES),
  newcomerFiles: v.picklist(NEWCOMER_RULES),
  /** Whose first direct message waits until it is accepted. */
  requests: v.picklist(REQUEST_RULES),
});
export type Settings = v.InferOutput<typeof Settings>;

/** Somebody as they were called when it happened: names change hands. */
export const Named = v.object({ id: v.string(), name: v.string() });
export type Named = v.InferOutput<typeof Named>;

/** How the community is. `messagesToday` counts from midnight, UTC. */
export const Figures = v.object({
  here: v.number(),
  members: v.number(),
  messagesToday: v.number(),
  instances: v.number(),
});
export type Figures = v.InferOutput<typeof Figures>;

/** A job that was tried for as long as jobs are, and given up at `at`. */
export const GivenUpJob = v.object({
  at: v.number(),
  kind: v.string(),
  attempts: v.number(),
  failure: v.optional(v.string()),
});
export type GivenUpJob = v.InferOutput<typeof GivenUpJob>;

/** Somebody's connections to one instance; `room` where they are, if everybody may see it. */
export const Connected = v.object({
  user: Person,
  instance: v.string(),
  connections: v.number(),
  since: v.number(),
  room: v.optional(
    v.object({ id: v.string(), name: v.string(), title: v.optional(v.string()) }),
  ),
});
export type Connected = v.InferOutput<typeof Connected>;

/** A link to register with; `link` is to be sent to whom it is for. */
export const Invitation = v.object({
  code: v.string(),
  link: v.string(),
  by: Named,
  createdAt: v.number(),
  uses: v.number(),
  used: v.number(),
  until: v.optional(v.number()),
});
export type Invitation = v.InferOutput<typeof Invitation>;

/** Whether anyone reads a room on the web, and whether search engines may find it there. */
export const PUBLISHED = ["linked", "found"] as const;
export type Published = (typeof PUBLISHED)[number];

/** Seconds between two messages of one person in a room; 0: none. Six hours at most. */
export const SLOW_SECONDS = { least: 0, most: 21_600 } as const;

/** A room as those see it who look after it. */
export const AdministeredRoom = v.object({
  id: v.string(),
  name: v.optional(v.string()),
  title: v.optional(v.string()),
  closed: v.optional(v.boolean()),
  readOnly: v.optional(v.boolean()),
  /** Whether moderators alone set the topic. */
  topicLocked: v.optional(v.boolean()),
  /** So many seconds pass between two messages of one person. */
  slowSeconds: v.optional(v.number()),
  private: v.optional(v.boolean()),
  published: v.optional(v.picklist(PUBLISHED)),
});
export type AdministeredRoom = v.InferOutput<typeof AdministeredRoom>;

/** A message that a member reported, as it read then; `handled` is absent while it is open. */
export const MemberReport = v.object({
  /** Sorts by time. */
  id: v.string(),
  at: v.number(),
  by: Named,
  message: v.object({
    conversation: v.string(),
    /** What the room was called. */
    room: v.optional(v.string()),
    seq: v.number(),
    by: Named,
    text: v.string(),
  }),
  words: v.string(),
  handled: v.optional(v.object({ at: v.number(), by: Named, words: v.string() })),
});
export type MemberReport = v.InferOutput<typeof MemberReport>;

/** Days that messages may be kept. */
export const KEPT_DAYS = { least: 1, most: 3_650 } as const;

/** How many days messages are kept: everywhere, and in rooms that have a rule of their own (0: they stay). */
export const Retention = v.object({
  days: v.optional(v.number()),
  rooms: v.array(v.object({ id: v.string(), name: v.string(), days: v.number() })),
});
export type Retention = v.InferOutput<typeof Retention>;

/** What of an export may be lost or changed on the way in. */
export const Loss = v.picklist([
  "unreadable",
  "no-person",
  "no-file",
  "large-file",
  "custom-emoji",
  "many-reactions",
  "missing-reactors",
  "earlier-words",
  "split",
  "empty",
  "twice",
  "order",
  "lost-thread",
  "lost-quote",
  "notice",
  "form",
  "who-could-read",
  "thread-room",
  "many-pins",
  "deep",
  "left-out",
]);
export type Loss = v.InferOutput<typeof Loss>;

/** A community that was brought in from an export, and what of it was lost. */
export const BroughtIn = v.object({
  id: v.string(),
  file: v.string(),
  at: v.number(),
  state: v.picklist(["running", "done", "undoing"]),
  rooms: v.number(),
  people: v.number(),
  messages: v.number(),
  files: v.number(),
  losses: v.array(v.object({ what: Loss, count: v.number() })),
});
export type BroughtIn = v.InferOutput<typeof BroughtIn>;
