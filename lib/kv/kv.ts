// The part of Deno KV that Palabre uses, so that a file, a remote store, memory and the simulator's
// faulty store are the same to the code above.

/** One part of a key. */
export type KeyPart = string | number | bigint | boolean | Uint8Array;
/** A key: its parts, the most general first. */
export type Key = readonly KeyPart[];

/** A value and its version; both `null` where the key does not exist. */
export type Entry<T> =
  | { key: Key; value: T; versionstamp: string }
  | { key: Key; value: null; versionstamp: null };

/** A change to one key. `expireIn` in milliseconds: deleted some time after it. */
export type Mutation =
  | { type: "set"; key: Key; value: unknown; expireIn?: number }
  | { type: "delete"; key: Key };

/** A key and the version it must still have: `null` where it must not exist. */
export interface Check {
  key: Key;
  versionstamp: string | null;
}

/**
 * A commit of all `mutations` if every check holds. `ok: false` and every thrown error mean the same:
 * unknown. A remote store retries by itself, so a commit may have been applied although it says no.
 */
export type CommitResult = { ok: true; versionstamp: string } | { ok: false };

/** Keys below a prefix, or from `start` to before `end`. */
export type Range = { prefix: Key; start?: Key; end?: Key } | { start: Key; end: Key };

/** A store of values by key, ordered, with checked commits. Throws `Unavailable`. */
export interface Kv {
  get<T>(key: Key): Promise<Entry<T>>;
  /** In the order of `keys`; any number of keys, in reads of at most 10. */
  getMany<T>(keys: readonly Key[]): Promise<Entry<T>[]>;
  /** At most `limit` entries in key order, or the last ones first with `reverse`. */
  list<T>(range: Range, options: { limit: number; reverse?: boolean }): Promise<
    Array<Entry<T> & { versionstamp: string; value: T }>
  >;
  commit(checks: readonly Check[], mutations: readonly Mutation[]): Promise<CommitResult>;
  /**
   * Calls `changed` now and after each change of `key`, with the latest state, not each one. May go
   * silent without an error (platform): read the key now and then as well. Ends with `signal`.
   */
  watch(key: Key, changed: () => void, signal: AbortSignal): void;
  close(): void;
  /** How many checks one commit may hold: 100, or 10 on a self-hosted remote store. */
  readonly maxChecks: number;
}

/** The store did not answer in time, or not at all. Nothing is known of a commit that ends so. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** The deadline of a read, in milliseconds. */
export const READ_DEADLINE_MS = 2_000;
/** The deadline of a commit, in milliseconds. */
export const COMMIT_DEADLINE_MS = 5_000;
