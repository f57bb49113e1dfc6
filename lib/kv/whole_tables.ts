// Prefixes of whole tables, for who walks through all of a store. A part of `keys`.
import type { Key } from "./kv.ts";

export const wholeTables = {
  /** That a backup is being restored: a store that is only half there is not served. */
  restoring: (): Key => ["restoring"],
  heads: (): Key => ["head"],
  allMembers: (): Key => ["member"],
  allMemberships: (): Key => ["member_of"],
  versionsIn: (conversation: string): Key => ["version", conversation],
  reactorsIn: (conversation: string): Key => ["reaction", conversation],
  threadsIn: (conversation: string): Key => ["thread", conversation],
  usersByName: (): Key => ["user_by_name"],
  files: (): Key => ["file"],
  allFileParts: (): Key => ["file_part"],
  searchTermsOf: (conversation: string, segment: string): Key => [
    "search_terms",
    conversation,
    segment,
  ],
} as const;
