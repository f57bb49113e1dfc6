import { ChatError } from "../protocol/errors.ts";
import type { Check, Key, Mutation } from "../kv/kv.ts";
import {
  keyBytes,
  MAX_COMMIT_BYTES,
  MAX_COMMIT_KEY_BYTES,
  MAX_MUTATIONS,
  MAX_VALUE_BYTES,
  mutationBytes,
  valueBytes,
} from "../kv/size.ts";
import type { Lane } from "./lane.ts";
import { type Addition, LaneCommit } from "./lane_commit.ts";
import type { PendingAppend } from "./pending_append.ts";

/** Measured: larger commits bring no more throughput. */
const MAX_EVENTS = 256;
/** Upper bound of a head, its key and its check, in bytes. */
const HEAD_BYTES = 512;

/** Builds one commit: what it checks and writes, by conversation, within the limits of KV. */
export class Batch {
  readonly commits = new Map<Lane, LaneCommit>();
  readonly #now: number;
  readonly #maxChecks: number;
  readonly #checks = new Map<string, Check>();
  readonly #written = new Set<string>();
  readonly #also: Mutation[] = [];
  #events = 0;
  #mutations = 0;
  #bytes = 0;
  #keyBytes = 0;

  /** `guard`: a check of the whole commit, besides those of its requests. */
  constructor(now: number, maxChecks: number, readonly guard?: Check) {
    this.#now = now;
    this.#maxChecks = maxChecks - (guard ? 1 : 0);
  }

  /**
   * Takes the lane's first request into the commit, or ends it. False when the rest of the lane must
   * wait for the next commit.
   */
  take(lane: Lane): boolean {
    const { head } = lane;
    const pending = lane.queue[0];
    if (!pending || !head || this.#isFullFor(lane) || !lane.isPrepared(pending)) return false;
    // A request of another lane carries a message into this log: its end is another one then.
    if (this.#written.has(keyName(lane.headKey))) return false;
    const place = head.find(pending.name);
    if (place) {
      lane.queue.shift();
      pending.settle({ ...place, duplicate: true });
      return true;
    }
    const commit = this.commits.get(lane) ?? new LaneCommit(head, lane.targets, this.#now);
    if (commit.join(pending)) {
      lane.queue.shift();
      return true;
    }
    return this.#append(lane, commit, pending);
  }

  get checks(): Check[] {
    const checks = this.guard ? [this.guard] : [];
    for (const [{ headKey }, { versionstamp }] of this.commits) {
      checks.push({ key: headKey, versionstamp });
    }
    checks.push(...this.#checks.values());
    return checks;
  }

  get mutations(): Mutation[] {
    const mutations: Mutation[] = [];
    for (const [lane, commit] of this.commits) commit.write(lane, mutations);
    mutations.push(...this.#also);
    return mutations;
  }

  /** What it holds leaves no room for another request of the lane, whatever that is. */
  #isFullFor(lane: Lane): boolean {
    if (this.#events >= MAX_EVENTS) return true;
    return this.commits.size + this.#checks.size >= this.#maxChecks && !this.commits.has(lane);
  }

  #append(lane: Lane, commit: LaneCommit, pending: PendingAppend): boolean {
    const { checks = [], also } = pending.request;
    let addition: Addition;
    let written: Mutation[];
    let size: Size;
    try {
      addition = commit.draft(pending);
      written = also?.(addition.entry.event.seq, addition.entry.event.at) ?? [];
      size = sizeOf(lane, addition, written, checks);
    } catch (error) {
      if (this.#doubts(lane, pending)) return false;
      lane.queue.shift();
      pending.fail(error); // a rule refused this one
      return true;
    }
    if (checks.some((check) => this.#contradicts(check))) return false;
    if (written.some(({ key }) => this.#isHeadOfOther(key, lane))) return false;
    const newLane = this.commits.has(lane) ? 0 : 1;
    if (!this.#fits(size, newLane, checks)) {
      if (this.commits.size > 0) return false;
      lane.queue.shift();
      pending.fail(new RangeError("A request exceeds what one commit of the store may hold"));
      return true;
    }
    lane.queue.shift();
    this.commits.set(lane, commit);
    commit.add(pending, addition);
    for (const check of checks) this.#checks.set(keyName(check.key), check);
    for (const { key } of written) this.#written.add(keyName(key));
    this.#also.push(...written);
    this.#events++;
    this.#mutations += size.mutations + newLane;
    this.#bytes += size.bytes + newLane * HEAD_BYTES;
    this.#keyBytes += size.keyBytes + newLane * 2 * lane.headKeyBytes;
    return true;
  }

  /** Whether the key is the head of another lane in this commit: what is carried there must wait. */
  #isHeadOfOther(key: Key, lane: Lane): boolean {
    const name = keyName(key);
    for (const other of this.commits.keys()) {
      if (other !== lane && keyName(other.headKey) === name) return true;
    }
    return false;
  }

  /**
   * A rule refused the request by what is in memory, and no commit proves that: another instance may
   * have written since. Once, it is read before the refusal counts.
   */
  #doubts(lane: Lane, pending: PendingAppend): boolean {
    if (pending.doubted) return false;
    pending.doubted = true;
    if (!this.commits.has(lane)) lane.invalidateHead(); // else the commit tells
    return true;
  }

  /** Whether an earlier request of this commit wrote the key, or checks it for another version. */
  #contradicts({ key, versionstamp }: Check): boolean {
    const name = keyName(key);
    const other = this.#checks.get(name);
    return this.#written.has(name) || (!!other && other.versionstamp !== versionstamp);
  }

  #fits(size: Size, newLane: number, checks: readonly Check[]): boolean {
    const newChecks = checks.filter(({ key }) => !this.#checks.has(keyName(key))).length;
    const lanes = this.commits.size + newLane;
    const headBytes = newLane * HEAD_BYTES;
    return this.#events < MAX_EVENTS &&
      lanes + this.#checks.size + newChecks <= this.#maxChecks &&
      this.#mutations + size.mutations + newLane <= MAX_MUTATIONS &&
      this.#bytes + size.bytes + headBytes <= MAX_COMMIT_BYTES &&
      this.#keyBytes + size.keyBytes + headBytes <= MAX_COMMIT_KEY_BYTES;
  }
}

interface Size {
  mutations: number;
  bytes: number;
  keyBytes: number;
}

/** What the request adds to the commit. Throws `text-too-long` where no value can hold an entry. */
function sizeOf(
  { entryKeyBytes: key }: Lane,
  { entry, revised }: Addition,
  also: readonly Mutation[],
  checks: readonly Check[],
): Size {
  const entries = revised ? [entry, revised] : [entry];
  const size: Size = { mutations: entries.length + also.length, bytes: 0, keyBytes: 0 };
  for (const entry of entries) {
    const value = valueBytes(entry);
    // Text within the limits always fits; what is folded into a message may one day not.
    if (value > MAX_VALUE_BYTES) throw new ChatError("text-too-long");
    size.keyBytes += key;
    size.bytes += key + value;
  }
  for (const mutation of also) {
    const added = mutationBytes(mutation);
    size.keyBytes += added.keyBytes;
    size.bytes += added.bytes;
  }
  for (const { key } of checks) {
    size.keyBytes += keyBytes(key);
    size.bytes += keyBytes(key);
  }
  return size;
}

function keyName(key: Key): string {
  return key.map((commit) => `${typeof commit} ${commit}`).join("\n");
}
