import { type DBSchema, openDB } from "idb";
import type { UserId } from "../protocol/events.ts";
import type { OutboxEntry, OutboxStorage } from "./model.ts";
import type { DraftStorage } from "./storage.ts";

interface Schema extends DBSchema {
  /** Keys ascend in the order of writing, which is the order of sending. */
  outbox: { key: number; value: OutboxEntry; indexes: { id: string } };
  /** By conversation. */
  drafts: { key: string; value: string };
}

/** The outbox and drafts of one user in this browser, in IndexedDB, shared by all tabs. */
export function idbStorage(user: UserId): { outbox: OutboxStorage; drafts: DraftStorage } {
  const opening = openDB<Schema>(`palabre-${user}`, 1, {
    upgrade(db) {
      db.createObjectStore("outbox", { autoIncrement: true }).createIndex("id", "id", {
        unique: true,
      });
      db.createObjectStore("drafts");
    },
    // A newer page wants another version: this one gives way, and says so at its next use.
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  });
  opening.catch(() => {}); // each use below awaits it again, and reports
  return {
    outbox: {
      async load() {
        return (await opening).getAll("outbox");
      },
      async put(entry) {
        const writing = (await opening).transaction("outbox", "readwrite");
        const key = await writing.store.index("id").getKey(entry.id);
        await Promise.all([writing.store.put(entry, key), writing.done]);
      },
      async remove(id) {
        const writing = (await opening).transaction("outbox", "readwrite");
        const key = await writing.store.index("id").getKey(id);
        await Promise.all([key === undefined ? 0 : writing.store.delete(key), writing.done]);
      },
    },
    drafts: {
      async get(conversation) {
        return await (await opening).get("drafts", conversation) ?? "";
      },
      async put(conversation, text) {
        const db = await opening;
        await (text ? db.put("drafts", text, conversation) : db.delete("drafts", conversation));
      },
    },
  };
}
