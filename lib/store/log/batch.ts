import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/events.ts";
import { keys } from "../keys.ts";
import type { Check, Key, Mutation } from "../kv.ts";
import {
  keyBytes,
  MAX_COMMIT_BYTES,
  MAX_COMMIT_KEY_BYTES,
  MAX_MUTATIONS,
  MAX_VALUE_BYTES,
  mutationBytes,
  valueBytes,
} from "../size.ts";
import type { Lane } from "./lane.ts";
import { type Addition, LanePart } from "./lane_part.ts";
import type { Waiting } from "./waiting.ts";

/** Measured: more events a commit bring nothing more. */
const MAX_EVENTS = 256;
/** The largest head, its key and its check, in bytes. */
const HEAD_BYTES = 512;

/** One commit in the making: what it checks and writes, by conversation, within KV's limits. */
export class Batch {
  readonly parts = new Map<Lane, LanePart>();
  readonly #now: number;
  readonly #maxChecks: number;
  readonly #checks = new Map<string, Check>();
  readonly #written = new Set<string>();
  readonly #also: Mutation[] = [];
  #events = 0;
  #mutations = 0;
  #bytes = 0;
  #keyBytes = 0;

  constructor(now: number, maxChecks: number) {
    this.#now = now;
    this.#maxChecks = maxChecks;
  }

  /** Takes the lane's first request; false when the rest of the lane must wait for the next commit. */
  take(lane: Lane): boolean {
    const { head } = lane;
    const waiting = lane.queue[0];
    if (!waiting || !head || !lane.isPrepared(waiting)) return false;
    const place = head.find(waiting.name);
    if (place) {
      lane.queue.shift();
      waiting.settle({ ...place, duplicate: true });
      return true;
    }
    const part = this.parts.get(lane) ?? new LanePart(head, lane.targets, this.#now);
    if (part.join(waiting)) {
      lane.queue.shift();
      return true;
    }
    return this.#append(lane, part, waiting);
  }

  get checks(): Check[] {
    const heads = [...this.parts].map(([lane, { versionstamp }]) => ({
      key: keys.head(lane.conversation),
      versionstamp,
    }));
    return [...heads, ...this.#checks.values()];
  }

  get mutations(): Mutation[] {
    const mutations = [...this.parts].flatMap(([lane, part]) => part.mutations(lane.conversation));
    return [...mutations, ...this.#also];
  }

  #append(lane: Lane, part: LanePart, waiting: Waiting): boolean {
    const { checks = [], also } = waiting.request;
    let addition: Addition;
    let written: Mutation[];
    try {
      addition = part.draft(waiting);
      written = also?.(addition.entry.event.seq, addition.entry.event.at) ?? [];
      refuseTooLarge(addition);
    } catch (error) {
      lane.queue.shift();
      waiting.fail(error); // a rule's refusal, of this request alone
      return true;
    }
    if (checks.some((check) => this.#contradicts(check))) return false;
    const newLane = this.parts.has(lane) ? 0 : 1;
    const size = sizeOf(lane.conversation, addition, written, checks);
    if (!this.#fits(size, newLane, checks)) {
      if (this.parts.size > 0) return false;
      lane.queue.shift();
      waiting.fail(new RangeError("A request exceeds what one commit of the store may hold"));
      return true;
    }
    lane.queue.shift();
    this.parts.set(lane, part);
    part.add(waiting, addition);
    for (const check of checks) this.#checks.set(keyName(check.key), check);
    for (const { key } of written) this.#written.add(keyName(key));
    this.#also.push(...written);
    this.#events++;
    this.#mutations += size.mutations + newLane;
    this.#bytes += size.bytes + newLane * HEAD_BYTES;
    this.#keyBytes += size.keyBytes + newLane * 2 * keyBytes(keys.head(lane.conversation));
    return true;
  }

  /** In turn, the check would meet what an earlier request of this commit wrote or demanded. */
  #contradicts({ key, versionstamp }: Check): boolean {
    const name = keyName(key);
    const other = this.#checks.get(name);
    return this.#written.has(name) || (!!other && other.versionstamp !== versionstamp);
  }

  #fits(size: Size, newLane: number, checks: readonly Check[]): boolean {
    const newChecks = checks.filter(({ key }) => !this.#checks.has(keyName(key))).length;
    const lanes = this.parts.size + newLane;
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

function sizeOf(
  conversation: ConversationId,
  { entry, revised }: Addition,
  also: readonly Mutation[],
  checks: readonly Check[],
): Size {
  const entries = revised ? [entry, revised] : [entry];
  const size: Size = { mutations: entries.length + also.length, bytes: 0, keyBytes: 0 };
  for (const entry of entries) {
    const key = keyBytes(keys.entry(conversation, entry.event.seq));
    size.keyBytes += key;
    size.bytes += key + valueBytes(entry);
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

/** Text within the limits always fits; what is folded into a message may one day not. */
function refuseTooLarge({ entry, revised }: Addition): void {
  for (const value of [entry, revised]) {
    if (value && valueBytes(value) > MAX_VALUE_BYTES) throw new ChatError("text-too-long");
  }
}

function keyName(key: Key): string {
  return key.map((part) => `${typeof part} ${part}`).join("\n");
}
