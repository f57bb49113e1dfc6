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
export const NEWCOMER_RULES = ["free", "held", "refused"] as const;
export type NewcomerRule = (typeof NEWCOMER_RULES)[number];
/** Days for which somebody may count as a newcomer (0: nobody does), and messages that end it (0: none do). */
export const NEWCOMER_DAYS = { least: 0, most: 90 } as const;
export const NEWCOMER_MESSAGES = { least: 0, most: 1_000 } as const;

/**
 * Who may come in, by a name alone and by registering; who may add bots; what newcomers may do; whether links
 * are looked at.
 */
export const Settings = v.object({
  guests: v.boolean(),
  registration: v.picklist(REGISTRATIONS),
  /** New guests from one address in ten minutes; four times as many where a member came from. */
  guestsPerAddress: v.number(),
  bots: v.picklist(BOT_MAKERS),
  /** Whether administrators need a second factor. */
  secondFactor: v.boolean(),
  /** Whether everybody who is new does some work first, however few come. */
  proof: v.boolean(),
  /** Somebody is a newcomer for so many days, or until they wrote so many messages. */
  newcomerDays: v.number(),
  newcomerMessages: v.number(),
  /** Seconds between two messages of a newcomer, wherever they write; 0: none. */
  newcomerSlowSeconds: v.number(),
  newcomerLinks: v.picklist(NEWCOMER_RULES),
  newcomerFiles: v.picklist(NEWCOMER_RULES),
  /** Whose first direct message waits until it is accepted. */
  requests: v.picklist(REQUEST_RULES),
  /** Whether messages show what the pages say that they link to: the server calls them. */
  previews: v.boolean(),
});
export type Settings = v.InferOutput<typeof Settings>;

/** Somebody as they were called when it happened: names change hands. */
export const Named = v.object({ id: v.string(), name: v.string() });
export type Named = v.InferOutput<typeof Named>;

/** Whoever runs the server, and does something by a command: nobody of the community. */
export const OPERATOR: Named = { id: "operator", name: "" };

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

/** That nobody new comes in and guests only read, until then (milliseconds UTC), and who began it. */
export const Raid = v.object({ until: v.number(), by: Named });
export type Raid = v.InferOutput<typeof Raid>;

/** A message beside the one that a moderator decides about. */
export const ContextMessage = v.object({
  seq: v.number(),
  at: v.number(),
  by: Named,
  text: v.string(),
});
export type ContextMessage = v.InferOutput<typeof ContextMessage>;

/** What stands before it and after it, where anyone may read that. */
export const Context = v.object({
  before: v.array(ContextMessage),
  after: v.array(ContextMessage),
});
export type Context = v.InferOutput<typeof Context>;

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
    /** Whether anybody could read there. */
    open: v.optional(v.boolean()),
    seq: v.number(),
    by: Named,
    text: v.string(),
  }),
  words: v.string(),
  /** What stands around the message, where anyone may read that. */
  context: v.optional(Context),
  handled: v.optional(v.object({
    at: v.number(),
    by: Named,
    /** For the moderators. */
    words: v.string(),
    /** Whether something was done about it; reports of earlier versions do not say. */
    done: v.optional(v.boolean()),
    /** For who reported it. */
    answer: v.optional(v.string()),
  })),
});
export type MemberReport = v.InferOutput<typeof MemberReport>;

/** Why a message waits for a moderator: for its words, or because a newcomer sent links or files. */
export const HELD_FOR = ["words", "links", "files"] as const;
export type HeldFor = (typeof HELD_FOR)[number];

/** A message that waits for a moderator. */
export const WaitingMessage = v.object({
  /** Sorts by time. */
  id: v.string(),
  at: v.number(),
  by: Named,
  why: v.picklist(HELD_FOR),
  conversation: v.string(),
  /** What the room is called. */
  room: v.string(),
  text: v.string(),
  files: v.number(),
});
export type WaitingMessage = v.InferOutput<typeof WaitingMessage>;

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
  "emoji-name",
  "emoji-kept",
  "emoji-refused",
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

/** Kinds of exports that are read. */
export const SOURCE_KINDS = ["palabre", "slack", "discord", "mattermost"] as const;

/** Why a file is no export that can be read; `failed`: because of something here. */
export const ImportProblem = v.picklist([
  "unknown",
  "nothing-in-zip",
  "broken-zip",
  "too-many-files",
  "too-large",
  "no-channels",
  "not-palabre",
  "newer",
  "broken-line",
  "cut",
  "broken-file",
  "failed",
]);
export type ImportProblem = v.InferOutput<typeof ImportProblem>;

/**
 * How far an import is: its file comes (`coming`), is read (`reading`) and says what would come (`read`)
 * or why nothing would (`unreadable`); is brought in (`running`, `done`, `failed`), and taken back.
 */
export const IMPORT_STATES = [
  ...["coming", "reading", "read", "unreadable"] as const,
  ...["running", "done", "failed", "undoing"] as const,
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** A community that was brought in from an export or would be, and what of it is lost. Sizes in bytes. */
export const BroughtIn = v.object({
  /** Another one once it was started: what its file holds, so that it comes once. */
  id: v.string(),
  file: v.string(),
  at: v.number(),
  state: v.picklist(IMPORT_STATES),
  /** Absent for who runs the server. */
  by: v.optional(Named),
  kind: v.optional(v.picklist(SOURCE_KINDS)),
  rooms: v.number(),
  people: v.number(),
  messages: v.number(),
  files: v.number(),
  /** Emoji of the community; absent where there are none. */
  emoji: v.optional(v.number()),
  /** When the first message was written. */
  since: v.optional(v.number()),
  losses: v.array(v.object({ what: Loss, count: v.number() })),
  /** Of a file that comes: how large it is, what of it is here, and how large its parts are. */
  upload: v.optional(v.object({ size: v.number(), here: v.number(), partBytes: v.number() })),
  problem: v.optional(v.object({ why: ImportProblem, detail: v.string() })),
  /** The same export was brought in before. */
  already: v.optional(v.boolean()),
  /** While it runs: how many messages there are, and the room that is written. */
  total: v.optional(v.number()),
  room: v.optional(v.string()),
  doneAt: v.optional(v.number()),
  /** Rooms that are left of it: somebody wrote there while it was taken back. */
  stays: v.optional(v.array(v.string())),
});
export type BroughtIn = v.InferOutput<typeof BroughtIn>;

/** Who somebody of an export becomes: a name without an account, a member, or nobody (`skip`). */
export const PERSON_CHOICES = ["name", "member", "skip"] as const;

/** Somebody of an export that was read. `user` who they become, or may be: found by `by`. */
export const FoundPerson = v.object({
  key: v.string(),
  name: v.string(),
  mail: v.optional(v.string()),
  messages: v.number(),
  as: v.picklist(PERSON_CHOICES),
  user: v.optional(v.string()),
  by: v.optional(v.picklist(["mail", "name"])),
});
export type FoundPerson = v.InferOutput<typeof FoundPerson>;

/** What becomes of a room: open to everybody, private, or not brought in. */
export const ROOM_CHOICES = ["open", "private", "skip"] as const;
export type RoomChoice = (typeof ROOM_CHOICES)[number];

/** A room of an export that was read. `may`: what may become of it. */
export const FoundRoom = v.object({
  key: v.string(),
  title: v.string(),
  kind: v.picklist(["room", "direct"]),
  messages: v.number(),
  as: v.picklist(ROOM_CHOICES),
  may: v.array(v.picklist(ROOM_CHOICES)),
});
export type FoundRoom = v.InferOutput<typeof FoundRoom>;

/** What of an export is lost, with the first places of each kind. */
export const LossPlaces = v.object({
  what: Loss,
  count: v.number(),
  places: v.array(v.string()),
});
export type LossPlaces = v.InferOutput<typeof LossPlaces>;
