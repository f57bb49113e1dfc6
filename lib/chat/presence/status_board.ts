import type { UserId } from "../../protocol/events.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { PresenceRows, Status } from "../../store/presence_rows.ts";
import { Statuses } from "./statuses.ts";
import { StatusWriter } from "./status_writer.ts";

/**
 * What people say of themselves: in memory for those who are shown, in the store for everyone. What is
 * said last counts, here or on another instance.
 */
export class StatusBoard {
  readonly #shown: Statuses;
  readonly #writer: StatusWriter;
  /** Who has come and whose status is being read: until then they are not shown. */
  readonly #loading = new Map<UserId, symbol>();

  constructor(
    private readonly rows: Pick<PresenceRows, "status" | "setStatus">,
    clock: Clock,
    private readonly logger: Logger,
    /** A status came to its end. */
    ended: (user: UserId) => void,
  ) {
    this.#shown = new Statuses(clock, ended);
    this.#writer = new StatusWriter(rows, logger);
  }

  /** How many are held in memory. */
  get size(): number {
    return this.#shown.size;
  }

  get(user: UserId): Status | undefined {
    return this.#shown.get(user);
  }

  isLoading(user: UserId): boolean {
    return this.#loading.has(user);
  }

  /** Takes what somebody said on another instance: newer than what is being read. */
  take(user: UserId, status: Status | undefined): void {
    this.#loading.delete(user);
    this.#shown.set(user, status);
  }

  /** The same, said here: written to the store; held only for who is `shown`. */
  say(user: UserId, status: Status | undefined, shown: boolean): void {
    if (shown) this.take(user, status);
    this.#writer.put(user, status);
  }

  /** Somebody is shown no longer. */
  forget(user: UserId): void {
    this.#shown.set(user, undefined);
  }

  /** Reads the status of somebody who has come. Never rejects. */
  async load(user: UserId): Promise<void> {
    if (this.#loading.has(user)) return;
    const asked = Symbol();
    this.#loading.set(user, asked);
    try {
      await this.#writer.written(user);
      const status = await this.rows.status(user);
      if (this.#loading.get(user) === asked) this.#shown.set(user, status);
    } catch (error) {
      this.logger.error("A status could not be read", error);
    }
    if (this.#loading.get(user) === asked) this.#loading.delete(user);
  }

  /** Reads it again after a hint of a change; gives whether to take it. Rejects with `Unavailable`. */
  async reload(user: UserId, isHere: () => boolean): Promise<boolean> {
    const before = this.#shown.get(user);
    const status = await this.stored(user);
    // What was said here meanwhile is newer.
    if (this.#shown.get(user) !== before || !isHere()) return false;
    this.#shown.set(user, status);
    return true;
  }

  /** What the store holds, with what was said here just now. Rejects with `Unavailable`. */
  async stored(user: UserId): Promise<Status | undefined> {
    await this.#writer.written(user);
    return this.#shown.current(await this.rows.status(user));
  }

  /** Resolves when what was said here is in the store, or was given up. */
  written(user: UserId): Promise<void> {
    return this.#writer.written(user);
  }

  /** Ends the timer, and waits for what is being written. Never rejects. */
  async close(): Promise<void> {
    this.#shown.stop();
    await this.#writer.close();
  }
}
