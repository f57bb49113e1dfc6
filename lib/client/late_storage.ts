import type { BrowserStorage } from "./idb_storage.ts";
import type { OutboxStorage } from "./model.ts";
import { memoryDrafts, memoryOutbox } from "./storage.ts";

/**
 * A browser's storage whose code comes while the page comes alive: each call waits for it. Where it
 * does not come, the outbox and drafts live as long as the page.
 */
export function lateStorage(load: () => Promise<BrowserStorage>): BrowserStorage {
  const coming = load().catch((): BrowserStorage => ({
    outbox: memoryOutbox(),
    drafts: memoryDrafts(),
  }));
  const outbox = async () => (await coming).outbox;
  const drafts = async () => (await coming).drafts;
  return {
    outbox: {
      load: async () => await (await outbox()).load(),
      put: async (entry) => await (await outbox()).put(entry),
      remove: async (entry) => await (await outbox()).remove(entry),
      ...locks(outbox),
    },
    drafts: {
      get: async (conversation) => await (await drafts()).get(conversation),
      put: async (conversation, text) => await (await drafts()).put(conversation, text),
    },
  };
}

/** As the storage itself has them: in secure contexts alone. */
function locks(outbox: () => Promise<OutboxStorage>): Pick<OutboxStorage, "withLock"> {
  if (!globalThis.navigator?.locks) return {};
  return {
    async withLock(name, run) {
      const { withLock } = await outbox();
      await (withLock ? withLock(name, run) : run());
    },
  };
}
