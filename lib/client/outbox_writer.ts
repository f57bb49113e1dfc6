import type { Logger } from "../runtime/logger.ts";
import type { OutboxEntry, OutboxStorage } from "./model.ts";

/** Writes to the outbox's storage one after the other, in the order of the calls. Never rejects. */
export class OutboxWriter {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly storage: OutboxStorage,
    private readonly logger: Logger,
  ) {}

  /** Resolves when all writes so far have ended. */
  get settled(): Promise<unknown> {
    return this.#last;
  }

  /** Stores what `entry` gives when its turn comes, if anything; resolves with whether it is stored. */
  put(entry: () => OutboxEntry | undefined): Promise<boolean> {
    return this.#write("client: a message was not stored", async () => {
      const wanted = entry();
      if (wanted) await this.storage.put(wanted);
      return wanted !== undefined;
    });
  }

  remove(entry: OutboxEntry): Promise<boolean> {
    return this.#write("client: a message was not removed from the outbox", async () => {
      await this.storage.remove(entry);
      return true;
    });
  }

  #write(failure: string, run: () => Promise<boolean>): Promise<boolean> {
    const done = this.#last.then(run).catch((error) => {
      this.logger.error(failure, error);
      return false;
    });
    this.#last = done;
    return done;
  }
}
