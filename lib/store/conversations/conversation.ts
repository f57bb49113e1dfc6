import type { Published } from "../../protocol/administration.ts";
import { type ConversationId, GENERAL, type UserId } from "../../protocol/events.ts";

/** A room, or a direct conversation of two or more, as the store keeps it. Times in milliseconds UTC. */
export interface Conversation {
  id: ConversationId;
  kind: "room" | "direct";
  /** Rooms only; unique. That of a private room ends in a tag that nobody can guess. */
  name?: string;
  /** What is shown in place of the name: with capitals and accents. */
  title?: string;
  topic?: string;
  /** What is said there from now on is gone so many milliseconds later (M11). */
  vanishMs?: number;
  /** Rooms only: so many days messages are kept here, whatever holds elsewhere; 0: they stay. */
  ownDays?: number;
  /** What holds here now: written by the job that removes what is older. */
  keptDays?: number;
  /** Rooms that are not private: anyone reads them on the web. */
  published?: Published;
  private?: boolean;
  readOnly?: boolean;
  closed?: boolean;
  /** Rooms only: so many seconds pass between two messages of one person. */
  slowSeconds?: number;
  /** Whether moderators alone set the topic; absent: so in `general`, and nowhere else. */
  topicLocked?: boolean;
  /**
   * Direct only: the people in it. Of a pair, the two, sorted, twice the same for notes to oneself; of a
   * group up to twelve, in the order in which they came.
   */
  people?: UserId[];
  /** Direct only: those of its people who have not accepted to be written to, and so are no members. */
  asked?: UserId[];
  /** Group only: the first seq that somebody is shown, who was added and not shown what was before. */
  from?: Record<UserId, number>;
  createdAt: number;
  /** Who made it; absent for `general`. */
  by?: UserId;
}

/** Whether moderators alone set the topic of a room. */
export function isTopicLocked({ id, topicLocked }: Conversation): boolean {
  return topicLocked ?? id === GENERAL;
}
