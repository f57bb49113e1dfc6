// What the outbox depends on.
import type { ConversationId } from "../protocol/events.ts";
import type { ReplyOf } from "../protocol/server_frames.ts";
import type { OutboxEntry } from "./model.ts";

/** The connection, as far as the outbox uses it. */
export interface OutboxConnection {
  /** Whether requests can be sent now. */
  online(): boolean;
  /** Rejects with a `Refused`, or with `Lost` where the reply was lost. */
  send(entry: OutboxEntry): Promise<ReplyOf<"send">>;
}

/** The conversations that the messages go to. */
export interface OutboxConversations {
  /** The highest seq known in a conversation. */
  head(conversation: ConversationId): number;
  /** The seq up to which events were delivered. */
  position(conversation: ConversationId): number;
  /** Whether the message is in the timeline already, as an event. */
  shows(entry: OutboxEntry): boolean;
  /** The entries of a conversation look different now. */
  outboxChanged(conversation: ConversationId): void;
}
