// All keys of the store. No other file spells a key.
import type { Key } from "./kv.ts";

/** Keys by what stands there, and the prefixes of many such keys. */
export const keys = {
  /** `Head` of a conversation's log. */
  head: (conversation: string): Key => ["head", conversation],
  /** `LogEntry`, by seq. */
  entry: (conversation: string, seq: number): Key => ["log", conversation, seq],
  entries: (conversation: string): Key => ["log", conversation],

  /** `Conversation`. */
  conversation: (id: string): Key => ["conversation", id],
  conversations: (): Key => ["conversation"],
  /** Id of the room of this name. */
  roomByName: (name: string): Key => ["room_by_name", name],
  rooms: (): Key => ["room_by_name"],
  /** `Membership`, by conversation. */
  member: (conversation: string, user: string): Key => ["member", conversation, user],
  members: (conversation: string): Key => ["member", conversation],
  /** Marks that a user is a member: the index of `member` by user. */
  memberOf: (user: string, conversation: string): Key => ["member_of", user, conversation],
  membershipsOf: (user: string): Key => ["member_of", user],
  /** `ReadMark`: how far a user has read. */
  read: (user: string, conversation: string): Key => ["read", user, conversation],
  reads: (user: string): Key => ["read", user],
  /** Marks that a message names a user. */
  mention: (user: string, conversation: string, seq: number): Key => [
    "mention",
    user,
    conversation,
    seq,
  ],
  mentionsIn: (user: string, conversation: string): Key => ["mention", user, conversation],
  mentions: (user: string): Key => ["mention", user],

  /** `User`. */
  user: (id: string): Key => ["user", id],
  users: (): Key => ["user"],
  /** Id of the user whose name has this key (see lib/protocol/names.ts). */
  userByName: (nameKey: string): Key => ["user_by_name", nameKey],
  /** Id of the user whose name looks so (see name_skeleton.ts); a name may claim two. */
  userBySkeleton: (skeleton: string): Key => ["user_by_skeleton", skeleton],
  /** `Session`, by the hash of its token. */
  session: (hash: string): Key => ["session", hash],
  sessionOf: (user: string, hash: string): Key => ["session_of", user, hash],
  sessionsOf: (user: string): Key => ["session_of", user],

  /** `Settings` of the community. */
  settings: (): Key => ["settings"],
  /** Ids of the administrators: changes in one commit with their roles. */
  administrators: (): Key => ["administrators"],
  /** `SetupCodes`: until there is an administrator. */
  setup: (): Key => ["setup"],
  /** What addresses are hashed with. */
  addressSalt: (): Key => ["address_salt"],
  /** `SanctionRow`, by user. */
  sanctions: (user: string): Key => ["sanctions", user],
  sanctioned: (): Key => ["sanctions"],
  /** `Bar`: guests from this hashed address stay out, because of this user. */
  bar: (address: string, user: string, kind: string): Key => ["bar", address, user, kind],
  bars: (address: string): Key => ["bar", address],
  /** `Invitation`, by its code. */
  invitation: (code: string): Key => ["invitation", code],
  invitations: (): Key => ["invitation"],
  /** `JournalEntry`, by time. Written once. */
  journalEntry: (at: number, id: string): Key => ["journal", at, id],
  journal: (): Key => ["journal"],
  /** `MemberReport`, by an id that sorts by time. */
  report: (id: string): Key => ["report", id],
  reports: (): Key => ["report"],
  /** Marks that a report is open. */
  openReport: (id: string): Key => ["open_report", id],
  openReports: (): Key => ["open_report"],
  /** `PlannedShutdown`. */
  shutdown: (): Key => ["shutdown"],
  /** How many messages an instance took on a day: written by that instance alone. */
  tally: (day: string, instance: string): Key => ["tally", day, instance],
  tallies: (day: string): Key => ["tally", day],

  /** `Lately`: when something that is limited was done, by what and by whom. */
  attempts: (what: string, who: string): Key => ["attempts", what, who],

  /** The list of live instances; changes only when one joins or goes. */
  live: (): Key => ["live"],
  lease: (instance: string): Key => ["lease", instance],
  interest: (topic: string, instance: string): Key => ["interest", topic, instance],
  interests: (topic: string): Key => ["interest", topic],
  /** The same by instance, so that a dead one's can be swept. */
  interestOf: (instance: string, topic: string): Key => ["interest_of", instance, topic],
  interestsOf: (instance: string): Key => ["interest_of", instance],
  inbox: (instance: string, source: string, n: number): Key => ["inbox", instance, source, n],
  inboxOf: (instance: string): Key => ["inbox", instance],
  wake: (instance: string): Key => ["wake", instance],
  presence: (instance: string, user: string): Key => ["presence", instance, user],
  presenceOn: (instance: string): Key => ["presence", instance],
  presences: (): Key => ["presence"],
  /** `Status`: what a user says of themselves, whichever instance they are on. */
  status: (user: string): Key => ["status", user],
} as const;
