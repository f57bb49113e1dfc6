import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { ConversationId, UserId } from "../protocol/events.ts";
import type { SharedFile } from "../protocol/files.ts";

const VERSION = 1;
/** What the files of a user that wait to be sent are kept in. */
export const fileDatabase = (user: UserId) => `palabre-files-${user}`;
/** What one person's files may take of this browser together, in bytes. */
export const MAX_KEPT_BYTES = 256 * 1024 * 1024;
/** A file that nobody sent for so long is forgotten, in milliseconds. */
export const KEPT_MS = 7 * 86_400_000;

/** What a browser knows of a file before the server does; its `id` comes with the upload. */
export type PreparedFile = Omit<SharedFile, "id" | "preview">;

/** A file that was chosen and is not sent yet. */
export interface KeptFile {
  key: string;
  /** The tab that it was chosen in. */
  tab: string;
  conversation: ConversationId;
  thread?: number;
  /** When it was chosen, milliseconds UTC: their order. */
  at: number;
  about: PreparedFile;
  /** It is ready to be uploaded as it is: cleaned, and with its preview. */
  prepared?: boolean;
  /** Bytes of the file and of its preview. */
  bytes: number;
  /** Where the uploads of both go on. */
  urls?: { whole?: string; preview?: string };
}

/** The bytes of a file, and of its preview. */
export interface KeptBytes {
  whole: Blob;
  preview?: Blob;
}

/** There is no room for it: what this browser may keep is reached. */
class NoRoom extends Error {
  override readonly name = "NoRoom";
}

interface Schema extends DBSchema {
  files: { key: string; value: KeptFile };
  bytes: { key: string; value: KeptBytes };
}

/** Files of one person in this browser, which wait to be sent. */
export interface FileStorage {
  /** All that are kept, the first chosen first. Rejects where there is no storage. */
  list(): Promise<KeptFile[]>;
  bytes(key: string): Promise<KeptBytes | undefined>;
  /** Keeps a file; with `bytes`, these too. Rejects with `NoRoom`, or where the browser refuses. */
  put(file: KeptFile, bytes?: KeptBytes): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

/** In IndexedDB. Each transaction is one batch, committed in the task that makes it. */
export function fileStorage(user: UserId, now: () => number): FileStorage {
  const opening = open(user);
  opening.catch(() => {}); // each call awaits it again

  async function list(): Promise<KeptFile[]> {
    const db = await opening;
    const reading = db.transaction("files");
    const asked = reading.store.getAll();
    reading.commit();
    return (await asked).sort((one, other) => one.at - other.at);
  }

  async function remove(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const writing = (await opening).transaction(["files", "bytes"], "readwrite");
    const done = keys.flatMap((key) => [
      writing.objectStore("files").delete(key),
      writing.objectStore("bytes").delete(key),
    ]);
    writing.commit();
    await Promise.all([...done, writing.done]);
  }

  return {
    remove,

    async list() {
      const all = await list();
      const old = all.filter(({ at }) => at < now() - KEPT_MS);
      await remove(old.map(({ key }) => key));
      return all.filter((file) => !old.includes(file));
    },

    async bytes(key) {
      const reading = (await opening).transaction("bytes");
      const asked = reading.store.get(key);
      reading.commit();
      return await asked;
    },

    async put(file, bytes) {
      if (bytes) {
        const others = (await list()).filter(({ key }) => key !== file.key);
        const taken = others.reduce((sum, one) => sum + one.bytes, 0);
        if (taken + file.bytes > MAX_KEPT_BYTES) throw new NoRoom("Too much waits to be sent");
      }
      const writing = (await opening).transaction(["files", "bytes"], "readwrite");
      const done: Promise<unknown>[] = [writing.objectStore("files").put(file)];
      if (bytes) done.push(writing.objectStore("bytes").put(bytes, file.key));
      writing.commit();
      await Promise.all([...done, writing.done]);
    },
  };
}

/** Rejects where there is no IndexedDB, or it cannot be opened. */
async function open(user: UserId): Promise<IDBPDatabase<Schema>> {
  return await openDB<Schema>(fileDatabase(user), VERSION, {
    upgrade(db) {
      db.createObjectStore("files", { keyPath: "key" });
      db.createObjectStore("bytes");
    },
    // A newer page wants another version: this one gives way; its later calls reject.
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  });
}
