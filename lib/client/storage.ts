import type { ConversationId } from "../protocol/events.ts";
import type { OutboxEntry, OutboxStorage } from "./model.ts";

/** What was typed and not sent, for each conversation. An empty text removes it. */
export interface DraftStorage {
  get(conversation: ConversationId): Promise<string>;
  put(conversation: ConversationId, text: string): Promise<void>;
}

/** An outbox that lives as long as the process: bots and the terminal. */
export function memoryOutbox(): OutboxStorage {
  const entries = new Map<string, OutboxEntry>();
  return {
    load: () => Promise.resolve([...entries.values()]),
    put: (entry) => Promise.resolve(void entries.set(entry.id, { ...entry })),
    remove: (id) => Promise.resolve(void entries.delete(id)),
  };
}
