import { OrderedMap } from "../ordered_map.ts";
import type { AtomicWrite, StoredEntry } from "./messages.ts";

/** The store behind the server: opaque bytes by ordered keys, one version for all of a commit. */
export class ByteStore {
  readonly #entries = new OrderedMap<StoredEntry>();
  readonly #watchers = new Set<() => void>();
  #version = 0n;
  /** What has been asked of the store since it was made. */
  readonly counts = { reads: 0, commits: 0, failedChecks: 0 };

  /** Entries with `start <= key < end`, at most `limit`, in order or last first. */
  range(start: Uint8Array, end: Uint8Array, limit: number, reverse: boolean): StoredEntry[] {
    this.counts.reads++;
    const found: StoredEntry[] = [];
    for (const [, entry] of this.#entries.range(ordered(start), ordered(end), reverse)) {
      if (found.length === limit) break;
      found.push(entry);
    }
    return found;
  }

  get(key: Uint8Array): StoredEntry | undefined {
    return this.#entries.get(ordered(key));
  }

  /** Applies a commit; `undefined` when a check did not hold. Otherwise its version. */
  commit({ checks, mutations }: AtomicWrite): bigint | undefined {
    this.counts.commits++;
    const holds = checks.every(({ key, version }) => (this.get(key)?.version ?? 0n) === version);
    if (!holds) {
      this.counts.failedChecks++;
      return undefined;
    }
    const version = ++this.#version;
    for (const mutation of mutations) {
      const key = ordered(mutation.key);
      if (mutation.type === "delete") this.#entries.delete(key);
      else {
        const { data, encoding } = mutation;
        this.#entries.set(key, { key: mutation.key, data, encoding, version });
      }
    }
    for (const changed of this.#watchers) changed();
    return version;
  }

  /** Calls `changed` after each commit until the returned function is called. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }
}

/** Bytes as a string of the same order: one UTF-16 unit a byte. */
function ordered(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
