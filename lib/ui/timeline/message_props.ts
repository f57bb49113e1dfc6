import type { Bookmark } from "../../protocol/own_marks.ts";
import type { MessageItem } from "../room/timeline_rows.ts";
import type { MessageActs } from "./acts.ts";
import type { Reader } from "./receipts.ts";

/** Delivery state of a message. */
export type MessageState = "pending" | "failed" | "held" | "delivered" | "durable";

/** What draws the eye to a message: it is being edited below, or a link or a search led to it. */
export type MessageMark = "editing" | "found";

/** What is done with messages; the same for all messages of a timeline. */
export interface MessageActions {
  retry(id: string): void;
  discard(id: string): void;
  /** Shows what a message said before it was edited. */
  showVersions(seq: number): void;
  /** Shows what the reader noted about a message that they bookmarked. */
  showBookmark(seq: number, bookmark: Bookmark): void;
  /** Shows who has read up to a message, and when. */
  showReaders(readers: readonly Reader[]): void;
  /** Absent until its code has come. */
  acts?: MessageActs;
}

export interface MessageProps {
  item: MessageItem;
  first: boolean;
  last: boolean;
  state: MessageState;
  mark?: MessageMark;
  /** Who has read up to here, and no further. */
  readers?: readonly Reader[];
  /** The page opens at this message. */
  landing?: boolean;
  /** Where a message is edited, and its versions are shown, without scripts. */
  messageHref?(seq: number): string;
  ownName: string;
  names: readonly string[];
  actions?: MessageActions;
}
