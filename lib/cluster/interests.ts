import type { Topic } from "./bus.ts";
import { UNFOLLOW_DELAY_MS } from "./timing.ts";

/** Rows of the registry to write in one commit. */
export interface InterestBatch {
  add: Topic[];
  remove: Topic[];
}

interface Interest {
  count: number;
  /** `absent`: not known to be in the registry. It may be there all the same. */
  row: "absent" | "writing" | "present";
  /** Settles when the row is in the registry. */
  written: PromiseWithResolvers<void>;
}

/** Two rows for each topic: 2 × 400 mutations stay under the 1,000 of a commit. */
const MAX_TOPICS_A_BATCH = 400;

/** Which topics this instance follows, how often, and which of them the registry knows. */
export class Interests {
  readonly #interests = new Map<Topic, Interest>();
  readonly #missing = new Set<Topic>();
  /** Topics that nobody follows any more, and when their rows may go. In that order. */
  readonly #idle = new Map<Topic, number>();

  follows(topic: Topic): boolean {
    return (this.#interests.get(topic)?.count ?? 0) > 0;
  }

  /** Resolves when the registry holds all of them. */
  async follow(topics: Iterable<Topic>): Promise<void> {
    const written: Promise<void>[] = [];
    for (const topic of topics) {
      const interest = this.#interests.get(topic) ?? this.#add(topic);
      interest.count++;
      this.#idle.delete(topic);
      if (interest.row === "absent") this.#missing.add(topic);
      if (interest.row !== "present") written.push(interest.written.promise);
    }
    await Promise.all(written);
  }

  unfollow(topics: Iterable<Topic>, now: number): void {
    for (const topic of topics) {
      const interest = this.#interests.get(topic);
      if (!interest || interest.count === 0 || --interest.count > 0) continue;
      this.#idle.set(topic, now + UNFOLLOW_DELAY_MS);
    }
  }

  /** Whether rows are missing. */
  get incomplete(): boolean {
    return this.#missing.size > 0;
  }

  /** When the next rows may go; `undefined` while all are needed. */
  get nextRemovalAt(): number | undefined {
    return this.#idle.values().next().value;
  }

  /**
   * What to write next, at most `room` by `size`. The rows to remove count as absent from here on:
   * whether they went is unknown until the commit has answered.
   */
  take(now: number, room: number, size: (topic: Topic) => number): InterestBatch {
    const batch: InterestBatch = { add: [], remove: [] };
    const fits = (topic: Topic) => {
      room -= size(topic);
      return room >= 0 && batch.add.length + batch.remove.length < MAX_TOPICS_A_BATCH;
    };
    for (const topic of this.#missing) {
      if (!fits(topic)) return batch;
      const interest = this.#interests.get(topic);
      if (interest) interest.row = "writing";
      batch.add.push(topic);
      this.#missing.delete(topic);
    }
    for (const [topic, due] of this.#idle) {
      if (this.#interests.get(topic)?.row === "writing") continue; // in this batch: next time
      if (due > now || !fits(topic)) break;
      batch.remove.push(topic);
      this.#idle.delete(topic);
      this.#interests.delete(topic);
    }
    return batch;
  }

  /** The batch is in the registry. */
  written({ add }: InterestBatch): void {
    for (const topic of add) {
      const interest = this.#interests.get(topic);
      if (interest?.row !== "writing") continue;
      interest.row = "present";
      interest.written.resolve();
    }
  }

  /** It is unknown whether the batch was written: its rows are written, and removed, again. */
  unknown({ add, remove }: InterestBatch, now: number): void {
    for (const topic of add) this.#markMissing(topic);
    for (const topic of remove) {
      if (this.#interests.has(topic)) continue; // followed again: its row is written anyway
      this.#add(topic);
      this.#idle.set(topic, now);
    }
  }

  /** All rows were swept: those that are still needed are to be written again. */
  swept(): void {
    for (const [topic, interest] of this.#interests) {
      if (interest.count > 0) this.#markMissing(topic);
      else this.#interests.delete(topic);
    }
    for (const topic of this.#missing) if (!this.#interests.has(topic)) this.#missing.delete(topic);
    this.#idle.clear();
  }

  /** Nothing is written any more: rejects whoever waits with `error`. */
  close(error: Error): void {
    for (const { written } of this.#interests.values()) written.reject(error);
  }

  #add(topic: Topic): Interest {
    const interest: Interest = { count: 0, row: "absent", written: Promise.withResolvers() };
    interest.written.promise.catch(() => {}); // safe: whoever waits for it has a promise of its own
    this.#interests.set(topic, interest);
    return interest;
  }

  #markMissing(topic: Topic): void {
    const interest = this.#interests.get(topic);
    if (!interest) return;
    if (interest.row === "present") {
      interest.written = Promise.withResolvers();
      interest.written.promise.catch(() => {}); // safe: as in #add
    }
    interest.row = "absent";
    this.#missing.add(topic);
  }
}
