import type { ConversationId, ConversationSummary } from "../protocol/events.ts";

/** Several people, by name or address, and what their group is to be called if it is new. */
export interface Together {
  people: string[];
  title?: string;
}

/** What a person does with direct conversations. Rejects as the actions of `ChatModel` do. */
export interface GroupModel {
  /**
   * The direct conversation with a person, by name or address, or the group of several:
   * `unknown-user`; of several also `forbidden` (too many, or a guest who would start one), `invalid`
   * and `too-long` (the title).
   */
  open(whom: string | Together): Promise<ConversationSummary>;
  /** Adds somebody to a group, who sees `all` or what is said from then on: `unknown-user`, `forbidden`, `conflict`. */
  add(conversation: ConversationId, user: string, all: boolean): Promise<void>;
  /** Names a group; empty: it has no name any more: `invalid`, `too-long`. */
  nameGroup(conversation: ConversationId, title: string): Promise<void>;
}
