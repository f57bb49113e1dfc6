import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from "idb";
import type { ConversationId, UserId } from "../protocol/events.ts";
import type { TypedDraft } from "./typed_draft.ts";
import type { OutboxEntry, OutboxStorage } from "./model.ts";
import { type DraftStorage, memoryDrafts, memoryOutbox } from "./storage.ts";

/** As it is typed; one of an earlier version does not say when it was begun. */
type StoredDraft = Omit<TypedDraft, "begun"> & { begun?: number };

type OutboxKey = [writtenAt: number, id: string];
type DraftKey = [ConversationId, tab: string];

interface Schema extends DBSchema {
  /** By time of writing, which is the order of sending. */
  outbox: { key: OutboxKey; value: OutboxEntry };
  /** A tab has its own draft of a conversation: what one sends takes no other's away. */
  drafts: { key: DraftKey; value: StoredDraft };
}

type Database = IDBPDatabase<Schema>;

const VERSION = 2;

/** What the outbox and drafts of a user are kept in. */
export const outboxDatabase = (user: UserId) => `palabre-${user}`;

/** Where one tab of a user keeps its outbox and drafts. */
export interface BrowserStorage {
  outbox: OutboxStorage;
  drafts: DraftStorage;
}

/**
 * The outbox and drafts of one user in this browser, in IndexedDB; the outbox is shared by all tabs.
 * Where the browser has no IndexedDB, or refuses it, they live as long as the page.
 *
 * A page can be frozen at any moment, and kept so for hours: a transaction that was not committed then
 * blocks all others. So each is one batch of requests, committed in the task that makes them.
 */
export function idbStorage(user: UserId, tab: string): BrowserStorage {
  const opening = open(user);
  opening.catch(() => {}); // each call below awaits it again
  const inMemory: BrowserStorage = { outbox: memoryOutbox(), drafts: memoryDrafts() };
  async function use<T>(stored: (db: Database) => Promise<T>, kept: () => Promise<T>): Promise<T> {
    const db = await opening.catch(() => undefined);
    return db ? await stored(db) : await kept();
  }
  return {
    outbox: {
      load: () => use(loadOutbox, inMemory.outbox.load),
      put: (entry) =>
        use(
          (db) => write(db, "outbox", (store) => store.put(entry)),
          () => inMemory.outbox.put(entry),
        ),
      remove: (entry) => use((db) => removeEntry(db, entry), () => inMemory.outbox.remove(entry)),
      ...locksOfBrowser(),
    },
    drafts: {
      get: (conversation) =>
        use(
          (db) => readDraft(db, conversation, tab),
          () => inMemory.drafts.get(conversation),
        ),
      put: (conversation, draft) =>
        use(
          (db) =>
            write(
              db,
              "drafts",
              (store) =>
                draft.text
                  ? store.put(draft, [conversation, tab])
                  : store.delete([conversation, tab]),
            ),
          () => inMemory.drafts.put(conversation, draft),
        ),
    },
  };
}

/** The outbox of one user alone, for whoever has its lock. Rejects where there is no IndexedDB. */
export async function storedOutbox(user: UserId): Promise<Pick<OutboxStorage, "load" | "remove">> {
  const db = await open(user);
  return { load: () => loadOutbox(db), remove: (entry) => removeEntry(db, entry) };
}

/**
 * Holds what waits in this browser to be sent by somebody who was sent out: they decide on return.
 * What others wrote here stays as it is. Rejects where there is no IndexedDB, or it cannot list its
 * databases.
 */
export async function holdStored(user: UserId): Promise<void> {
  const db = await openStored(user);
  if (!db) return;
  const pending = (await loadOutbox(db)).filter(({ state }) => state === "pending");
  await write(
    db,
    "outbox",
    (store) => Promise.all(pending.map((entry) => store.put({ ...entry, state: "held" }))),
  );
  db.close();
}

/** How many messages wait in this browser to be sent by somebody. Rejects as `holdStored` does. */
export async function countStored(user: UserId): Promise<number> {
  const db = await openStored(user);
  const waiting = db ? await loadOutbox(db) : [];
  db?.close();
  return waiting.length;
}

/** What is there of somebody; `undefined` where nothing was ever kept. */
async function openStored(user: UserId): Promise<Database | undefined> {
  const databases = await indexedDB.databases();
  const isStored = databases.some(({ name, version }) =>
    name === outboxDatabase(user) && version === VERSION
  );
  return isStored ? await openDB<Schema>(outboxDatabase(user), VERSION) : undefined;
}

/** Rejects where there is no IndexedDB, or it cannot be opened. */
async function open(user: UserId): Promise<Database> {
  return await openDB<Schema>(outboxDatabase(user), VERSION, {
    upgrade(db) {
      for (const name of [...db.objectStoreNames]) db.deleteObjectStore(name);
      db.createObjectStore("outbox", { keyPath: ["writtenAt", "id"] });
      db.createObjectStore("drafts");
    },
    // A newer page wants another version: this one gives way; its later calls reject.
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  });
}

/** Locks exist in secure contexts alone. */
function locksOfBrowser(): Pick<OutboxStorage, "withLock"> {
  if (!globalThis.navigator?.locks) return {};
  return { withLock: (name, run) => navigator.locks.request(name, run) };
}

async function loadOutbox(db: Database): Promise<OutboxEntry[]> {
  const reading = db.transaction("outbox");
  const entries = reading.store.getAll();
  reading.commit();
  return await entries;
}

function removeEntry(db: Database, { writtenAt, id }: OutboxEntry): Promise<void> {
  return write(db, "outbox", (store) => store.delete([writtenAt, id]));
}

/**
 * The tab's own draft; where it has none, the newest of other tabs, which may be closed, becomes its
 * own.
 */
async function readDraft(
  db: Database,
  conversation: ConversationId,
  tab: string,
): Promise<TypedDraft | undefined> {
  const range = IDBKeyRange.bound([conversation], [conversation, []]);
  const reading = db.transaction("drafts");
  const asked = Promise.all([reading.store.getAllKeys(range), reading.store.getAll(range)]);
  reading.commit();
  const [keys, values] = await asked;
  const own = values[keys.findIndex(([, of]) => of === tab)];
  if (own) return typed(own);
  const [newest] = keys.map((key, n) => ({ key, draft: values[n]! }))
    .sort((a, b) => b.draft.at - a.draft.at);
  if (!newest) return undefined;
  await write(db, "drafts", (store) => {
    void store.delete(newest.key);
    return store.put(newest.draft, [conversation, tab]);
  });
  return typed(newest.draft);
}

function typed({ begun, ...draft }: StoredDraft): TypedDraft {
  return { ...draft, begun: begun ?? draft.at };
}

/** One batch of requests to one store, committed at once; resolves when it is durable. */
async function write<Name extends "outbox" | "drafts">(
  db: Database,
  name: Name,
  make: (store: IDBPObjectStore<Schema, [Name], Name, "readwrite">) => Promise<unknown>,
): Promise<void> {
  const writing = db.transaction(name, "readwrite");
  const made = make(writing.store);
  writing.commit();
  await Promise.all([made, writing.done]);
}
