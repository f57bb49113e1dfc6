// What the outbox depends on.
import type { ReadonlySignal } from "@preact/signals";
import type { ConversationId } from "../protocol/events.ts";
import type { SharedFile } from "../protocol/files.ts";
import type { ReplyOf, WireError } from "../protocol/server_frames.ts";
import type { OutboxEntry } from "./model.ts";

/** The connection, as far as the outbox uses it. */
export interface OutboxConnection {
  /** Whether requests can be sent now. */
  online(): boolean;
  /** Rejects with a `Refused`, or with `Lost` where the reply was lost. */
  send(entry: OutboxEntry): Promise<ReplyOf<"send">>;
  /** Takes one back that waits for a moderator; where that is not to be had, it waits on. */
  withdraw(id: string): void;
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

/** Messages of the outbox whose files are on their way to the server, and what comes of them. */
export interface UploadingMessages {
  /** In any state, in the order of writing; nothing before the storage was read. */
  readonly uploading: ReadonlySignal<readonly OutboxEntry[] | undefined>;
  /** All files of a pending one have come: it is sent with them. Resolves when that is stored. */
  filled(id: string, files: SharedFile[]): Promise<void>;
  /** They do not come: the message is `failed`, until it is tried again. */
  unfilled(id: string, error: WireError): void;
  /** Sees what other tabs made of them. Never rejects. */
  readAgain(): Promise<void>;
}
