import { deleteDB } from "idb";
import type { UserId } from "../protocol/events.ts";
import { fileDatabase } from "./file_storage.ts";
import { outboxDatabase } from "./idb_storage.ts";
import { emptyKept, KEPT_DATABASE } from "./kept_storage.ts";

/**
 * Removes what this browser keeps of somebody: messages and files that wait to be sent, drafts, and what
 * is kept to be read (N4). Tabs that are open yet give way; one that is frozen delays it. Rejects where there is no
 * IndexedDB.
 */
export async function emptyStorage(user: UserId): Promise<void> {
  await emptyKept(); // at once, where a tab that is frozen delays the rest
  const names = [outboxDatabase(user), fileDatabase(user), KEPT_DATABASE];
  await Promise.all(names.map((name) => deleteDB(name)));
}
