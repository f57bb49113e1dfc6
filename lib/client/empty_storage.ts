import { deleteDB } from "idb";
import type { UserId } from "../protocol/events.ts";
import { fileDatabase } from "./file_storage.ts";
import { outboxDatabase } from "./idb_storage.ts";

/**
 * Removes what this browser keeps of somebody: messages and files that wait to be sent, and drafts
 * (N4). Tabs that are open yet give way; one that is frozen delays it. Rejects where there is no
 * IndexedDB.
 */
export async function emptyStorage(user: UserId): Promise<void> {
  await Promise.all([outboxDatabase(user), fileDatabase(user)].map((name) => deleteDB(name)));
}
