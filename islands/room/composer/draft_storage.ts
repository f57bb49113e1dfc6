import type { SharedDrafts } from "../../../lib/client/typed_draft.ts";
import type { DraftStorage } from "../../../lib/client/storage.ts";
import type { KeptDraft } from "../../../lib/protocol/requests/inbox.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import type { ConversationId } from "../../../lib/protocol/events.ts";

/** The drafts of one window. Who comes back to one finds it as it was left, however slow storage is. */
export class WindowDrafts {
  readonly #settling = new Map<ConversationId, Promise<unknown>>();

  constructor(readonly storage: DraftStorage, readonly shared: SharedDrafts) {}

  /** What is stored, or was typed elsewhere, once what was under way when one asked has been done. */
  async get(conversation: ConversationId): Promise<string> {
    await this.#settling.get(conversation);
    const stored = await this.storage.get(conversation);
    if (isThread(conversation)) return stored?.text ?? "";
    if (stored) return this.shared.adopt(conversation, stored).text;
    return this.shared.known.peek().get(conversation)?.text ?? "";
  }

  async put(conversation: ConversationId, text: string): Promise<void> {
    const now = systemClock.now();
    const draft = isThread(conversation)
      ? { text, at: now, begun: now }
      : this.shared.write(conversation, text);
    await this.storage.put(conversation, draft);
  }

  /** One may turn to another device, or tab. */
  tell(conversation: ConversationId): void {
    this.shared.tell(conversation);
  }

  /** It was changed elsewhere: keeps it as it stands. */
  async take({ text, at, begun, conversation }: KeptDraft): Promise<void> {
    await this.storage.put(conversation, { text, at, begun, heard: true });
  }

  /** `done` settles when a draft is stored as it shall be; it must not reject. */
  settle(conversation: ConversationId, done: Promise<void>): void {
    const all = Promise.all([this.#settling.get(conversation), done]).then(() => {
      if (this.#settling.get(conversation) === all) this.#settling.delete(conversation);
    });
    this.#settling.set(conversation, all);
  }
}

/** A draft in a thread, kept by `typingPlace`, stays on this device. */
function isThread(place: string): boolean {
  return place.includes(" ");
}
