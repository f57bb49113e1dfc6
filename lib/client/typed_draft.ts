import type { ReadonlySignal } from "@preact/signals";
import type { ConversationId } from "../protocol/events.ts";
import type { KeptDraft } from "../protocol/requests/inbox.ts";

/** A draft as this device has it. `heard`: it was typed on another one. */
export type TypedDraft = Omit<KeptDraft, "conversation"> & { heard?: true };

/** What an interface does with drafts. */
export interface SharedDrafts {
  /** Those that are not empty, by conversation, as far as they are known. */
  readonly known: ReadonlySignal<ReadonlyMap<ConversationId, KeptDraft>>;
  /** The last one that changed otherwise than by `write`: fields show it, and this device keeps it. */
  readonly incoming: ReadonlySignal<KeptDraft | undefined>;
  /** What is typed here now; gives it with its times. An empty text ends it. */
  write(conversation: ConversationId, text: string): TypedDraft;
  /** Tells the other devices now what waits for its time: one may turn to them. */
  tell(conversation: ConversationId): void;
  /** Takes what this device has kept; gives what stands of it and of what is known from elsewhere. */
  adopt(conversation: ConversationId, kept: TypedDraft): TypedDraft;
}
