import type { UserId } from "../../protocol/events.ts";
import type { PresenceRows, Status } from "../../store/presence_rows.ts";
import type { Logger } from "../../runtime/logger.ts";

/**
 * Writes what people say of themselves. Of one person one write is under way, and the latest comes
 * last: who changes it with every frame makes no queue.
 */
export class StatusWriter {
  readonly #wanted = new Map<UserId, Status | undefined>();
  readonly #underWay = new Map<UserId, Promise<void>>();

  constructor(
    private readonly rows: Pick<PresenceRows, "setStatus">,
    private readonly logger: Logger,
  ) {}

  put(user: UserId, status: Status | undefined): void {
    this.#wanted.set(user, status);
    if (!this.#underWay.has(user)) this.#underWay.set(user, this.#write(user));
  }

  /** Resolves when nothing of this person's is under way any more. Never rejects. */
  async written(user: UserId): Promise<void> {
    await this.#underWay.get(user);
  }

  /** Resolves when nothing is under way any more. Never rejects. */
  async close(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  /** Never rejects. */
  async #write(user: UserId): Promise<void> {
    for (;;) {
      const status = this.#wanted.get(user);
      try {
        await this.rows.setStatus(user, status);
      } catch (error) {
        this.logger.error("A status could not be kept", error);
      }
      if (this.#wanted.get(user) === status) break;
    }
    this.#wanted.delete(user);
    this.#underWay.delete(user);
  }
}
