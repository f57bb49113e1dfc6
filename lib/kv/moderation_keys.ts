// Keys of what keeps order: part of all keys (keys.ts).
import type { Key } from "./kv.ts";

/** Keys, by what is stored there. */
export const moderationKeys = {
  /** `PaceRow`: when a user last wrote in a room that is slow; gone when they may write again. */
  pace: (conversation: string, user: string): Key => ["pace", conversation, user],
  /** `NewcomerRow`: what a user wrote while they were new. */
  newcomer: (user: string): Key => ["newcomer", user],
  /** `HeldMessage`: a message that waits for a moderator, by an id that sorts by time. */
  held: (id: string): Key => ["held", id],
  /** Marks that it waits. */
  openHeld: (id: string): Key => ["open_held", id],
  openHelds: (): Key => ["open_held"],
  /** `HeldMark`: what became of a user's message, by the message's own id. */
  heldOf: (user: string, message: string): Key => ["held_of", user, message],
  heldsOf: (user: string): Key => ["held_of", user],
  allHeldMarks: (): Key => ["held_of"],
  /** `Appeal`: what somebody says against a sanction of a kind, by when that was imposed. */
  appeal: (user: string, kind: string, at: number): Key => ["appeal", user, kind, at],
  appealsOf: (user: string): Key => ["appeal", user],
  appeals: (): Key => ["appeal"],
  /** The key of an appeal that is not answered, by an id that sorts by time. */
  openAppeal: (id: string): Key => ["open_appeal", id],
  openAppeals: (): Key => ["open_appeal"],
  /** `RemovedRow`: how many messages moderators removed there. */
  removed: (conversation: string): Key => ["removed", conversation],
  allRemoved: (): Key => ["removed"],
  /** `RaidRow`. */
  raid: (): Key => ["raid"],
  /** `HeldWordsRow`. */
  heldWords: (): Key => ["held_words"],
  /** `MemberReport`, by an id that sorts by time. */
  report: (id: string): Key => ["report", id],
  reports: (): Key => ["report"],
  /** Marks that a report is open. */
  openReport: (id: string): Key => ["open_report", id],
  openReports: (): Key => ["open_report"],
  /** Marks that a report of a message is open. */
  reportOn: (
    conversation: string,
    seq: number,
    id: string,
  ): Key => ["report_on", conversation, seq, id],
  reportsOn: (conversation: string, seq: number): Key => ["report_on", conversation, seq],
  /** `OwnReportMark`: how a user's report stands to them. */
  reportOf: (user: string, id: string): Key => ["report_of", user, id],
  reportsOf: (user: string): Key => ["report_of", user],
} as const;
