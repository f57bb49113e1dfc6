// All keys of the store. Only this file spells keys, and those that it spreads. What each table has of
// people, what is left of it when they go and what tells them of it: tests/support/own_stores.ts.
import { identityKeys } from "./identity_keys.ts";
import type { Key } from "./kv.ts";
import { integrationKeys } from "./integration_keys.ts";
import { moderationKeys } from "./moderation_keys.ts";
import { wholeTables } from "./whole_tables.ts";

/** Keys, by what is stored there, and prefixes of many such keys. */
export const keys = {
  ...wholeTables,
  ...integrationKeys,
  ...identityKeys,
  ...moderationKeys,

  /** `SchemaRow`: which rows this store has of those that later versions added. */
  schema: (): Key => ["schema"],

  /** `Head` of a conversation's log. */
  head: (conversation: string): Key => ["head", conversation],
  /** `LogEntry`, by seq. */
  entry: (conversation: string, seq: number): Key => ["log", conversation, seq],
  entries: (conversation: string): Key => ["log", conversation],
  logs: (): Key => ["log"],

  /** Marks that the message at this seq of the timeline is gone: nothing unread is left of it. */
  goneMessage: (conversation: string, seq: number): Key => ["gone_message", conversation, seq],
  goneMessages: (conversation: string): Key => ["gone_message", conversation],

  /** Ids of the groups of exactly these people (sorted): the first is the one that they open. */
  groupsOf: (people: readonly string[]): Key => ["group_of", ...people],
  groups: (): Key => ["group_of"],

  /** `Conversation`. */
  conversation: (id: string): Key => ["conversation", id],
  conversations: (): Key => ["conversation"],
  /** Id of the room of this name. */
  roomByName: (name: string): Key => ["room_by_name", name],
  rooms: (): Key => ["room_by_name"],
  /** `PublicRoom`: the room of this name, where it is not private. */
  publicRoom: (name: string): Key => ["public_room", name],
  publicRooms: (): Key => ["public_room"],
  /** Ids of the open rooms that a user made. */
  roomsMadeBy: (user: string): Key => ["rooms_made_by", user],
  /** Id of the room that last had this name, until a room of this name is there. */
  formerRoom: (name: string): Key => ["former_room", name],
  /** `Membership`, by conversation. */
  member: (conversation: string, user: string): Key => ["member", conversation, user],
  members: (conversation: string): Key => ["member", conversation],
  /** Marks that a user is a member: the index of `member` by user. */
  memberOf: (user: string, conversation: string): Key => ["member_of", user, conversation],
  membershipsOf: (user: string): Key => ["member_of", user],
  /**
   * That a user was a member once: what they wrote there is theirs to take along or delete. When they
   * left, milliseconds UTC; `true` of older versions.
   */
  left: (user: string, conversation: string): Key => ["left", user, conversation],
  leftBy: (user: string): Key => ["left", user],
  /** `RoomInvitationRow`: that a user was asked into a room. */
  roomInvitation: (user: string, conversation: string): Key => [
    "room_invitation",
    user,
    conversation,
  ],
  roomInvitations: (user: string): Key => ["room_invitation", user],
  /** `MessageRequestRow`: that somebody wrote to a user, who has not accepted it. */
  messageRequest: (user: string, conversation: string): Key => [
    "message_request",
    user,
    conversation,
  ],
  messageRequests: (user: string): Key => ["message_request", user],
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
  /** `MentionRow`: that a message called a user, by time; for the inbox, read or not. */
  mentioned: (user: string, at: number, conversation: string, seq: number): Key => [
    "mentioned",
    user,
    at,
    conversation,
    seq,
  ],
  mentionedOf: (user: string): Key => ["mentioned", user],
  /** Ids of those whom a message called without naming them: by keywords, or all. */
  called: (conversation: string, seq: number): Key => ["called", conversation, seq],
  /** `DraftRow`: what a user typed in a conversation and did not send. */
  draft: (user: string, conversation: string): Key => ["draft", user, conversation],
  drafts: (user: string): Key => ["draft", user],

  /** `OwnMark`: what a user marked about a message, theirs alone. */
  own: (user: string, conversation: string, seq: number): Key => ["own", user, conversation, seq],
  ownIn: (user: string, conversation: string): Key => ["own", user, conversation],
  ownOf: (user: string): Key => ["own", user],
  owns: (): Key => ["own"],
  /** Marks that a user reacted so to a message that does not name them: it names twelve a kind. */
  reactor: (conversation: string, seq: number, emoji: string, user: string): Key => [
    "reaction",
    conversation,
    seq,
    emoji,
    user,
  ],
  reactorsBy: (conversation: string, seq: number, emoji: string): Key => [
    "reaction",
    conversation,
    seq,
    emoji,
  ],
  reactorsOf: (conversation: string, seq: number): Key => ["reaction", conversation, seq],
  /** Marks that a user has a vote in their own row of a poll: for when the poll goes, shown to nobody. */
  voter: (conversation: string, seq: number, user: string): Key => [
    "voter",
    conversation,
    seq,
    user,
  ],
  votersOf: (conversation: string, seq: number): Key => ["voter", conversation, seq],
  /** `VersionRow`: what a message said before its edit number n + 1. */
  version: (conversation: string, seq: number, n: number): Key => [
    "version",
    conversation,
    seq,
    n,
  ],
  versionsOf: (conversation: string, seq: number): Key => ["version", conversation, seq],
  /** `PinsRow` of a conversation. */
  pins: (conversation: string): Key => ["pins", conversation],

  /** `BookmarksRow`: the places of what a user bookmarked; the notes are in their own rows. */
  bookmarks: (user: string): Key => ["bookmarks", user],
  /** Marks that somebody bookmarked, forwarded or follows a message: who deletes it looks for what. */
  referred: (conversation: string, seq: number): Key => ["referred", conversation, seq],
  bookmarker: (conversation: string, seq: number, user: string): Key => [
    "bookmarker",
    conversation,
    seq,
    user,
  ],
  bookmarkersOf: (conversation: string, seq: number): Key => ["bookmarker", conversation, seq],
  /** `Place` of the message that this one was forwarded from. */
  origin: (conversation: string, seq: number): Key => ["origin", conversation, seq],
  /** Marks that a message was forwarded to a place. */
  forward: (conversation: string, seq: number, into: string, at: number): Key => [
    "forward",
    conversation,
    seq,
    into,
    at,
  ],
  forwardsOf: (conversation: string, seq: number): Key => ["forward", conversation, seq],
  /** `FileRow`: a file that was announced, by its id. */
  file: (id: string): Key => ["file", id],
  /** `FileLink`: where the file is shown, and so who may read it. */
  fileLink: (id: string): Key => ["file_link", id],
  /** A part of at most 60 KiB of a piece of a file's bytes. */
  filePart: (blob: string, piece: number, part: number): Key => ["file_part", blob, piece, part],
  fileParts: (blob: string): Key => ["file_part", blob],
  /** Kinds of the files of a message: the index of what is shared in a conversation. */
  filesAt: (conversation: string, seq: number): Key => ["files_at", conversation, seq],
  filesIn: (conversation: string): Key => ["files_at", conversation],
  /** Bytes that a user announced on a day. */
  fileDay: (user: string, day: string): Key => ["file_day", user, day],
  fileDays: (user: string): Key => ["file_day", user],
  /** Bytes of all files, in slices, so that not all who upload change one row. */
  fileBytes: (slice: number): Key => ["file_bytes", slice],

  /** `IndexRow` of a conversation; `rebuilt`: of the one that is being made in its place. */
  searchIndex: (conversation: string): Key => ["search_index", conversation],
  searchIndexes: (): Key => ["search_index"],
  rebuiltIndex: (conversation: string): Key => ["search_rebuilt", conversation],
  /** Bytes: terms of one segment, and where they stand (lib/search/postings.ts). */
  searchTerms: (conversation: string, segment: string, row: number): Key => [
    "search_terms",
    conversation,
    segment,
    row,
  ],
  allSearchTerms: (conversation: string): Key => ["search_terms", conversation],
  /** `Directory`: the first term of each row of a segment that has several, and a filter. */
  searchDirectory: (conversation: string, segment: string): Key => [
    "search_firsts",
    conversation,
    segment,
  ],
  allSearchDirectories: (conversation: string): Key => ["search_firsts", conversation],
  /** That the index was begun, in which form. */
  searchForm: (): Key => ["search_form"],

  /** `JobRow`: what is to be done then (milliseconds UTC); one that runs stands at the end of its lease. */
  job: (due: number, id: string): Key => ["job", due, id],
  jobs: (): Key => ["job"],
  /** `LaterRow`: a message that a user has sent later, or a reminder, by its id. */
  later: (user: string, id: string): Key => ["later", user, id],
  laterOf: (user: string): Key => ["later", user],
  /** `DeadJobRow`: a job that was given up then. */
  deadJob: (at: number, id: string): Key => ["dead_job", at, id],
  deadJobs: (): Key => ["dead_job"],

  /** How many replies a thread has up to and with the one at a seq: its index. */
  threadReply: (conversation: string, root: number, seq: number): Key => [
    "thread",
    conversation,
    root,
    seq,
  ],
  threadReplies: (conversation: string, root: number): Key => ["thread", conversation, root],
  /** `ThreadReader`: who follows a thread, and how far they have read. */
  threadReader: (conversation: string, root: number, user: string): Key => [
    "thread_reader",
    conversation,
    root,
    user,
  ],
  threadReaders: (room: string, root: number): Key => ["thread_reader", room, root],
  allThreadReaders: (): Key => ["thread_reader"],
  /** Marks that a thread has a `ThreadReader` of a user: the index of those by user. */
  threadOf: (user: string, conversation: string, root: number): Key => [
    "thread_of",
    user,
    conversation,
    root,
  ],
  threadsOf: (user: string): Key => ["thread_of", user],
  /** Marks that a thread that a user follows has something new for them. */
  unreadThread: (user: string, conversation: string, root: number): Key => [
    "unread_thread",
    user,
    conversation,
    root,
  ],
  unreadThreads: (user: string): Key => ["unread_thread", user],

  /** `User`. */
  user: (id: string): Key => ["user", id],
  users: (): Key => ["user"],
  /** Id of the user whose name has this key (see lib/protocol/names.ts). */
  userByName: (nameKey: string): Key => ["user_by_name", nameKey],
  /** Id of the user whose name looks so (see name_skeleton.ts); a name may claim two. */
  userBySkeleton: (skeleton: string): Key => ["user_by_skeleton", skeleton],
  /** Id of a user with an account whose name looks so in passing (see registered_looks.ts). */
  registeredByLooks: (looks: string, id: string): Key => ["registered_by_looks", looks, id],
  allRegisteredByLooks: (looks: string): Key => ["registered_by_looks", looks],
  /** Id of a user whose name holds words that begin so, folded (see found_people.ts). */
  userByWords: (words: string, id: string): Key => ["user_by_words", words, id],
  usersByWords: (words: string): Key => ["user_by_words", words],
  /** Id of a user with this tag (see lib/protocol/people.ts): also of those who are gone. */
  userByTag: (tag: string, id: string): Key => ["user_by_tag", tag, id],
  usersByTag: (tag: string): Key => ["user_by_tag", tag],
  /** `StoredSettings`, where they differ from those of everyone. */
  personalSettings: (user: string): Key => ["personal_settings", user],
  /** The keywords of a user: all of them are held in memory by every instance. */
  keywords: (user: string): Key => ["keywords", user],
  allKeywords: (): Key => ["keywords"],
  /** `PushDeviceRow`: a device that a user is notified on, by the hash of its endpoint. */
  pushDevice: (user: string, id: string): Key => ["push_device", user, id],
  pushDevices: (user: string): Key => ["push_device", user],
  allPushDevices: (): Key => ["push_device"],
  /** Id of the user whose device has this endpoint, by its hash. */
  pushEndpoint: (id: string): Key => ["push_endpoint", id],
  /** `PushedRow`: what the devices of a user show of a conversation. */
  pushed: (conversation: string, user: string): Key => ["pushed", conversation, user],
  pushedIn: (conversation: string): Key => ["pushed", conversation],
  /** `Mailbox`: where a user is mailed what they missed. */
  mailbox: (user: string): Key => ["mailbox", user],
  /** Id of the user whose mailbox has this code, by its digest. */
  mailCode: (digest: string): Key => ["mail_code", digest],
  /** `VapidKeys` of the community. */
  vapid: (): Key => ["vapid"],
  /** `Session`, by the hash of its token. */
  session: (hash: string): Key => ["session", hash],
  sessionOf: (user: string, hash: string): Key => ["session_of", user, hash],
  sessionsOf: (user: string): Key => ["session_of", user],

  /** `Settings` of the community. */
  settings: (): Key => ["settings"],
  /** `ProviderRow`: providers of OpenID Connect that administrators added. */
  providers: (): Key => ["providers"],
  /** `ProfileRow` of the community. */
  profile: (): Key => ["profile"],
  /** `CustomEmojiRow`: the emoji of the community. */
  customEmoji: (): Key => ["custom_emoji"],
  /** The bytes of the picture of one. */
  emojiPicture: (tag: string): Key => ["emoji_picture", tag],
  emojiPictures: (): Key => ["emoji_picture"],
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
  /** True: a guest came by the invitation, and has not become a member since. */
  invitedGuest: (code: string, user: string): Key => ["invited_guest", code, user],
  invitedGuests: (code?: string): Key => ["invited_guest", ...(code === undefined ? [] : [code])],
  /** `AuditEntry`, by time. Written once. */
  auditEntry: (at: number, id: string): Key => ["journal", at, id],
  auditLog: (): Key => ["journal"],
  /** `PlannedShutdown`. */
  shutdown: (): Key => ["shutdown"],
  /** How many messages an instance took on a day: written by that instance alone. */
  messageCount: (day: string, instance: string): Key => ["tally", day, instance],
  messageCounts: (day: string): Key => ["tally", day],

  /** `AttemptTimes`: when something limited was done, by what, by whom, and by who counted it. */
  attempts: (what: string, who: string, slice: string): Key => ["attempts", what, who, slice],
  attemptsBy: (what: string, who: string): Key => ["attempts", what, who],
  /** When a member last came from this hashed address (milliseconds UTC). */
  knownAddress: (address: string): Key => ["known_address", address],

  /** The list of live instances; changes only when one joins or goes. */
  live: (): Key => ["live"],
  /** When an instance last proved that the store takes writes. */
  health: (instance: string): Key => ["health", instance],
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
