// Keys of imports, and prefixes of whole tables, for who walks through a store. A part of `keys`.
import type { Key } from "./kv.ts";

export const wholeTables = {
  /** `ImportRow`: a community that was brought in, by what its export holds. */
  import: (id: string): Key => ["import", id],
  imports: (): Key => ["import"],
  /** `ImportedPerson`: who somebody of an export is here. */
  importPerson: (id: string, key: string): Key => ["import_person", id, key],
  importPeople: (id: string): Key => ["import_person", id],
  /** `ImportedRoom`: what a room of an export is here. */
  importRoom: (id: string, key: string): Key => ["import_room", id, key],
  importRooms: (id: string): Key => ["import_room", id],
  /** The id of the import that writes a conversation which others could make, until it is whole. */
  importPlace: (conversation: string): Key => ["import_place", conversation],
  /** The tag of an emoji that an import added. */
  importEmoji: (id: string, name: string): Key => ["import_emoji", id, name],
  importAllEmoji: (id: string): Key => ["import_emoji", id],
  importPlaces: (): Key => ["import_place"],
  /** That somebody without an account was in a room there: for who becomes them. */
  importMember: (id: string, user: string, conversation: string): Key => [
    "import_member",
    id,
    user,
    conversation,
  ],
  importMembersOf: (id: string, user: string): Key => ["import_member", id, user],
  importMembers: (id: string): Key => ["import_member", id],
  /** That entries of a room of an import name somebody without an account. */
  importNamed: (id: string, user: string, conversation: string): Key => [
    "import_named",
    id,
    user,
    conversation,
  ],
  importNamedOf: (id: string, user: string): Key => ["import_named", id, user],
  allImportNamed: (id: string): Key => ["import_named", id],
  /** `MergeRow`: who somebody without an account is said to be. */
  importMerge: (id: string, user: string): Key => ["import_merge", id, user],
  importMerges: (id: string): Key => ["import_merge", id],
  /** `UploadRow`: an export that was sent on a page. */
  importUpload: (id: string): Key => ["import_upload", id],
  importUploads: (): Key => ["import_upload"],
  /** The id of the last one that was announced: they are announced one after the other. */
  announcedImport: (): Key => ["announced_import"],
  /** `FileRow`: a part of its bytes. */
  importPart: (id: string, part: number): Key => ["import_part", id, part],
  allImportParts: (): Key => ["import_part"],
  /** `FoundPerson` or `FoundRoom`: what is in an export that was read, and what becomes of it. */
  importFound: (id: string, what: "person" | "room", key: string): Key => [
    "import_found",
    id,
    what,
    key,
  ],
  importFoundAll: (id: string, what: "person" | "room"): Key => ["import_found", id, what],
  /** `LossPlaces`: a kind of what is lost, of an upload that was read or of an import. */
  importLoss: (id: string, what: string): Key => ["import_loss", id, what],
  importLosses: (id: string): Key => ["import_loss", id],
  /** Who works on an import or an upload; and when they last said so, in milliseconds UTC. */
  importHold: (id: string): Key => ["import_hold", id],
  importBeat: (id: string): Key => ["import_beat", id],
  /** How often some work on it was begun and did not end: also by a server that died of it. */
  importTries: (work: string): Key => ["import_tries", work],

  /** That a backup is being restored: a store that is only half there is not served. */
  restoring: (): Key => ["restoring"],
  /** `RetentionRow`: how long messages are kept. */
  retention: (): Key => ["retention"],
  /** `SweptRow`: how far a log was looked through for what is kept no longer. */
  swept: (conversation: string): Key => ["swept", conversation],
  heads: (): Key => ["head"],
  allMembers: (): Key => ["member"],
  allMemberships: (): Key => ["member_of"],
  versionsIn: (conversation: string): Key => ["version", conversation],
  reactorsIn: (conversation: string): Key => ["reaction", conversation],
  threadReadersIn: (conversation: string): Key => ["thread_reader", conversation],
  votersIn: (conversation: string): Key => ["voter", conversation],
  originsIn: (conversation: string): Key => ["origin", conversation],
  referredIn: (conversation: string): Key => ["referred", conversation],
  forwardsIn: (conversation: string): Key => ["forward", conversation],
  threadsIn: (conversation: string): Key => ["thread", conversation],
  mailboxes: (): Key => ["mailbox"],
  usersByName: (): Key => ["user_by_name"],
  files: (): Key => ["file"],
  allFileParts: (): Key => ["file_part"],
  searchTermsOf: (conversation: string, segment: string): Key => [
    "search_terms",
    conversation,
    segment,
  ],
} as const;
