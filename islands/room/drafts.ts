import type { DraftStorage } from "../../lib/client/storage.ts";
import type { ConversationId } from "../../lib/protocol/events.ts";

/** The drafts of one window. Who comes back to one finds it as it was left, however slow storage is. */
export class Drafts implements DraftStorage {
  readonly #settling = new Map<ConversationId, Promise<unknown>>();

  constructor(readonly storage: DraftStorage) {}

  /** What is stored, once what was under way when one asked has been done. */
  async get(conversation: ConversationId): Promise<string> {
    await this.#settling.get(conversation);
    return await this.storage.get(conversation);
  }

  put(conversation: ConversationId, text: string): Promise<void> {
    return this.storage.put(conversation, text);
  }

  /** `done` settles when a draft is stored as it shall be; it must not reject. */
  settle(conversation: ConversationId, done: Promise<void>): void {
    const all = Promise.all([this.#settling.get(conversation), done]).then(() => {
      if (this.#settling.get(conversation) === all) this.#settling.delete(conversation);
    });
    this.#settling.set(conversation, all);
  }
}
