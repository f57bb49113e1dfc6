import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { ConversationId, UserId } from "../protocol/events.ts";
import type { KeptPage } from "./kept_page.ts";
import type { Snapshot } from "./model.ts";

/** What is read of somebody's chat on this device goes after this long without a connection. */
export const MAX_KEPT_MS = 30 * 24 * 60 * 60_000;

/** The list of conversations as it was last, and how far this device's clock was from the server's. */
export interface KeptChat {
  snapshot: Pick<Snapshot, "me" | "conversations" | "invitations" | "mute">;
  /** When it was kept, milliseconds UTC by the server's clock. */
  at: number;
  /** What is added to the clock of this device. */
  skewMs: number;
}

interface Schema extends DBSchema {
  /**
   * `owner`: whose it all is; `chat`: a `KeptChat`; `props`: what the page was drawn with besides;
   * `shared`: files that another app shares, until they are in a tray.
   */
  about: { key: "owner" | "chat" | "props" | "shared"; value: unknown };
  pages: { key: ConversationId; value: KeptPage };
}

type Database = IDBPDatabase<Schema>;

/** Where it is: one for all who use this device, one after the other. */
export const KEPT_DATABASE = "palabre-kept";
const VERSION = 1;

/**
 * What one person on this device reads without a connection (N4): the end of their last conversations.
 * It is one person's at a time: whoever claims it finds nothing of the one before, and what was written
 * for somebody else since then is refused.
 */
export class KeptStorage {
  constructor(private readonly db: Database, readonly user: UserId) {}

  /** Opens it for somebody, without what others left. Rejects where there is no IndexedDB. */
  static async claim(user: UserId): Promise<KeptStorage> {
    const db = await open("make");
    const claiming = db.transaction(["about", "pages"], "readwrite");
    const about = claiming.objectStore("about");
    if (await about.get("owner") !== user) {
      void about.clear();
      void claiming.objectStore("pages").clear();
      void about.put(user, "owner");
    }
    await claiming.done;
    return new KeptStorage(db, user);
  }

  /** Opens what somebody left to be read; `undefined` where nothing is. */
  static async find(): Promise<KeptStorage | undefined> {
    const db = await openExisting();
    const owner = await db?.get("about", "owner");
    if (db && typeof owner === "string") return new KeptStorage(db, owner);
    db?.close();
    return undefined;
  }

  async chat(): Promise<KeptChat | undefined> {
    return await this.db.get("about", "chat") as KeptChat | undefined; // ours alone write it
  }

  /** What `put` was given as `props`. */
  async props(): Promise<unknown> {
    return await this.db.get("about", "props");
  }

  async page(conversation: ConversationId): Promise<KeptPage | undefined> {
    return await this.db.get("pages", conversation);
  }

  async pages(): Promise<KeptPage[]> {
    return await this.db.getAll("pages");
  }

  /** Writes all of it or nothing; false where it is not this person's any more. */
  async put(
    { props, chat, pages = [], gone = [] }: {
      props?: unknown;
      chat?: KeptChat;
      pages?: readonly KeptPage[];
      gone?: readonly ConversationId[];
    },
  ): Promise<boolean> {
    const writing = this.db.transaction(["about", "pages"], "readwrite");
    const [about, ends] = [writing.objectStore("about"), writing.objectStore("pages")];
    const isOurs = await about.get("owner") === this.user;
    if (isOurs) {
      if (props !== undefined) void about.put(props, "props");
      if (chat) void about.put(chat, "chat");
      for (const page of pages) void ends.put(page);
      for (const conversation of gone) void ends.delete(conversation);
    }
    await writing.done;
    return isOurs;
  }

  /** Holds what another app shares, in place of what it did before. */
  async hold(files: readonly File[]): Promise<void> {
    await this.db.put("about", files, "shared");
  }

  /** Gives what was held, once. */
  async takeHeld(): Promise<File[]> {
    const taking = this.db.transaction("about", "readwrite");
    const held = await taking.store.get("shared");
    void taking.store.delete("shared");
    await taking.done;
    return Array.isArray(held) ? held.filter((one) => one instanceof File) : [];
  }

  close(): void {
    this.db.close();
  }
}

/**
 * Removes all that is kept to be read, unless it is this person's; says whether anything was. Rejects
 * where there is no IndexedDB.
 */
export async function emptyKept(unless?: UserId): Promise<boolean> {
  const db = await openExisting();
  if (!db) return false;
  const emptying = db.transaction(["about", "pages"], "readwrite");
  const about = emptying.objectStore("about");
  const owner = await about.get("owner");
  const wasKept = owner !== undefined && owner !== unless;
  if (wasKept) {
    void about.clear();
    void emptying.objectStore("pages").clear();
  }
  await emptying.done;
  db.close();
  return wasKept;
}

/** `undefined` where nothing was ever kept. */
async function openExisting(): Promise<Database | undefined> {
  try {
    return await open("find");
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}

async function open(how: "make" | "find"): Promise<Database> {
  return await openDB<Schema>(KEPT_DATABASE, VERSION, {
    upgrade(db, before, _after, upgrading) {
      if (before === 0 && how === "find") {
        upgrading.done.catch(() => {}); // it is what the opening rejects with
        return upgrading.abort();
      }
      for (const name of [...db.objectStoreNames]) db.deleteObjectStore(name);
      db.createObjectStore("about");
      db.createObjectStore("pages", { keyPath: "conversation" });
    },
    // A newer page wants another version: this one gives way; its later calls reject.
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  });
}
