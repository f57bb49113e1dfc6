import type { ConversationId } from "../protocol/events.ts";
import type { NewPoll } from "../protocol/polls.ts";

/** What one does with polls. Rejects as the actions of `ChatModel` do. */
export interface PollActions {
  /** Asks with a poll: `invalid`, `too-long`, `forbidden`, `read-only`. */
  ask(conversation: ConversationId, question: string, poll: NewPoll): Promise<void>;
  /** Chooses answers in place of those chosen before: `forbidden` once it is closed. */
  vote(conversation: ConversationId, seq: number, options: readonly number[]): Promise<void>;
  /** Ends a poll of one's own. */
  close(conversation: ConversationId, seq: number): Promise<void>;
}

/** The part of a person's chat that polls are. */
export interface PollModel {
  readonly polls: PollActions;
}
