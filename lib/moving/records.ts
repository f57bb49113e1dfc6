// Our own form of a community: one JSON value a line (docs/moving.md). What is exported so and imported
// is what it was.
import type { LogEntry } from "../log/log.ts";
import type { ConversationId, UserId } from "../protocol/events.ts";
import type { Conversation } from "../store/conversations/conversation.ts";
import type { FileContent } from "../store/files/file_rows.ts";

/** How lines are written; what is newer is not read. Since 2 there are `emoji`. */
export const RECORD_FORMAT = 2;

/** Somebody, as far as others see them. */
export interface PersonRecord {
  is: "person";
  id: UserId;
  name: string;
  role: string;
  createdAt: number;
  bot?: true;
  /** They are nobody any more. */
  gone?: true;
}

/** A file of a message that follows, before its bytes. */
export interface FileRecord extends FileContent {
  is: "file";
  id: string;
  owner: UserId;
  name: string;
  size: number;
  at: number;
}

/** A line. Everything about a conversation follows its line, and comes before the next one. */
export type MovingRecord =
  | {
    is: "community";
    palabre: "export";
    format: number;
    name: string;
    at: number;
    scope: string;
  }
  /** An emoji of the community: its name, and its picture in Base64. */
  | { is: "emoji"; name: string; base64: string }
  | PersonRecord
  | { is: "conversation"; row: Conversation; members: Array<{ id: UserId; joinedAt: number }> }
  /** An entry of its log, in their order. */
  | { is: "entry"; entry: LogEntry }
  /** What a message said before its edit number `n + 1`. */
  | { is: "version"; seq: number; n: number; text: string; at: number }
  /** Somebody who reacted so, whom the message does not name. */
  | { is: "reactor"; seq: number; emoji: string; user: UserId }
  /** What is pinned, in the order of pinning. */
  | { is: "pins"; seqs: number[] }
  /** Where a message was forwarded from. */
  | { is: "origin"; seq: number; conversation: ConversationId; of: number }
  | FileRecord
  | { is: "bytes"; file: string; at: number; base64: string }
  /** A file that a message names, and whose bytes are gone. */
  | { is: "lost-file"; id: string; seq: number }
  | { is: "end"; lines: number };
