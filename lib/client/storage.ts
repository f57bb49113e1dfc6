import type { ConversationId } from "../protocol/events.ts";
import type { TypedDraft } from "./typed_draft.ts";
import type { OutboxEntry, OutboxStorage } from "./model.ts";

/** The lock under which tabs of one user, and their service worker, take turns at sending. */
export const OUTBOX_LOCK = "palabre-outbox";

/** What was typed and not sent, for each conversation. An empty text removes it. */
export interface DraftStorage {
  /** The draft of a conversation; `undefined` where there is none. */
  get(conversation: ConversationId): Promise<TypedDraft | undefined>;
  /** Stores the draft of a conversation. */
  put(conversation: ConversationId, draft: TypedDraft): Promise<void>;
}

/** An outbox that lives as long as the process: bots, and browsers without storage. */
export function memoryOutbox(): OutboxStorage {
  const entries = new Map<string, OutboxEntry>();
  return {
    load: () => Promise.resolve([...entries.values()]),
    put: (entry) => Promise.resolve(void entries.set(entry.id, { ...entry })),
    remove: ({ id }) => Promise.resolve(void entries.delete(id)),
  };
}

/** Drafts that live as long as the page. */
export function memoryDrafts(): DraftStorage {
  const drafts = new Map<ConversationId, TypedDraft>();
  return {
    get: (conversation) => Promise.resolve(drafts.get(conversation)),
    async put(conversation, draft) {
      if (draft.text === "") drafts.delete(conversation);
      else drafts.set(conversation, draft);
      await Promise.resolve();
    },
  };
}
