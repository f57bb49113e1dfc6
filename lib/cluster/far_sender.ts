import { keys } from "../kv/keys.ts";
import type { Mutation } from "../kv/kv.ts";
import { mutationBytes } from "../kv/size.ts";
import type { InstanceId, Published } from "./bus.ts";
import type { SequenceNumbers } from "./sequence_numbers.ts";
import { type ClusterContext, reportUnlessUnavailable } from "./context.ts";
import { HINT_EXPIRY_MS } from "./timing.ts";

/** What one commit carries: under the 800 KiB and the 1,000 mutations that KV takes. */
const MAX_COMMIT_BYTES = 512 * 1024;
const MAX_ENTRIES_A_COMMIT = 400;
/** What may wait for a slow store; what is beyond it is left out and shows as a gap. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

interface Waiting {
  target: InstanceId;
  n: number;
  entry: Mutation;
  bytes: number;
}

/** The sending side of the far link: writes to the inboxes of peers and touches their wake keys. */
export class FarSender {
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #sent: Promise<void> = Promise.resolve();
  #sending = false;

  constructor(
    private readonly context: ClusterContext,
    private readonly numbers: SequenceNumbers,
  ) {}

  /** Puts what fits one value into the inbox of `target`. */
  put(target: InstanceId, messages: Published[]): void {
    const { me } = this.context;
    const n = this.numbers.next(target);
    const key = keys.inbox(target, me, n);
    const entry: Mutation = { type: "set", key, value: messages, expireIn: HINT_EXPIRY_MS };
    const { bytes } = mutationBytes(entry);
    if (this.#waitingBytes + bytes > MAX_WAITING_BYTES) return this.numbers.sent(target, n); // a gap
    this.#waiting.push({ target, n, entry, bytes });
    this.#waitingBytes += bytes;
  }

  /** Resolves when what was put so far was sent, or could not be. Never throws. */
  send(): Promise<void> {
    if (!this.#sending) this.#sent = this.#sendAll();
    return this.#sent;
  }

  async #sendAll(): Promise<void> {
    this.#sending = true;
    while (this.#waiting.length > 0 && !this.context.ended.aborted) {
      await this.#sendSome(this.#nextLoad());
    }
    this.#sending = false;
  }

  async #sendSome(load: readonly Waiting[]): Promise<void> {
    const { kv, me } = this.context;
    const wakes = [...new Set(load.map(({ target }) => target))].map((target): Mutation => {
      return { type: "set", key: keys.wake(target), value: me, expireIn: HINT_EXPIRY_MS };
    });
    try {
      await kv.commit([], [...load.map(({ entry }) => entry), ...wakes]);
    } catch (error) {
      // Not tried again: if it is lost, the next number or the lease shows the gap.
      reportUnlessUnavailable(this.context, "cluster: sending to far instances", error);
    }
    for (const { target, n } of load) this.numbers.sent(target, n);
  }

  #nextLoad(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const next of this.#waiting) {
      bytes += next.bytes;
      if (count > 0 && (bytes > MAX_COMMIT_BYTES || count >= MAX_ENTRIES_A_COMMIT)) break;
      this.#waitingBytes -= next.bytes;
      count++;
    }
    return this.#waiting.splice(0, count);
  }
}
