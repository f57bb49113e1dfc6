import type { Check, CommitResult, Kv, Mutation } from "./kv.ts";
import { keyBytes, MAX_COMMIT_BYTES, MAX_COMMIT_KEY_BYTES, mutationBytes } from "./size.ts";

/** Mutations of one gathered commit. */
const MAX_TOGETHER = 500;

interface Waiting {
  checks: readonly Check[];
  mutations: readonly Mutation[];
  resolve(result: CommitResult): void;
  reject(error: unknown): void;
}

/**
 * Commits of the store with one under way: what is asked for meanwhile goes together with the next,
 * so that a hundred people who come at once are written with a few commits. Where the checks of one
 * fail, each goes by itself. Fails as the store does, all that went together.
 */
export class GatheredCommits implements Pick<Kv, "commit"> {
  #waiting: Waiting[] = [];
  #running = false;

  constructor(private readonly kv: Pick<Kv, "commit" | "maxChecks">) {}

  commit(checks: readonly Check[], mutations: readonly Mutation[]): Promise<CommitResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ checks, mutations, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  /** Never rejects. */
  async #run(): Promise<void> {
    this.#running = true;
    await Promise.resolve(); // what is asked for in one turn goes together
    while (this.#waiting.length > 0) await this.#commitAll(this.#take());
    this.#running = false;
  }

  /** Those that fit into one commit: at least one. */
  #take(): Waiting[] {
    let [count, checks, mutations, bytes, bytesOfKeys] = [0, 0, 0, 0, 0];
    for (const one of this.#waiting) {
      checks += one.checks.length;
      mutations += one.mutations.length;
      for (const { key } of one.checks) bytesOfKeys += keyBytes(key);
      for (const mutation of one.mutations) {
        const size = mutationBytes(mutation);
        bytes += size.bytes;
        bytesOfKeys += size.keyBytes;
      }
      const isTooLarge = checks > this.kv.maxChecks || mutations > MAX_TOGETHER ||
        bytes + bytesOfKeys > MAX_COMMIT_BYTES || bytesOfKeys > MAX_COMMIT_KEY_BYTES;
      if (isTooLarge && count > 0) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  async #commitAll(together: readonly Waiting[]): Promise<void> {
    try {
      const checks = together.flatMap(({ checks }) => checks);
      const mutations = together.flatMap(({ mutations }) => mutations);
      const result = await this.kv.commit(checks, mutations);
      if (result.ok || together.length === 1) {
        for (const { resolve } of together) resolve(result);
      } else for (const one of together) await this.#commitAll([one]);
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }
}
