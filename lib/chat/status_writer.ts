import type { UserId } from "../protocol/events.ts";
import type { PresenceRows, Status } from "../store/presence_rows.ts";
import type { Report } from "../world/report.ts";

/**
 * Writes what people say of themselves. Of one person one write is under way, and the latest comes
 * last: who changes it with every frame makes no queue.
 */
export class StatusWriter {
  readonly #wanted = new Map<UserId, Status | undefined>();

  constructor(
    private readonly rows: Pick<PresenceRows, "setStatus">,
    private readonly report: Report,
  ) {}

  put(user: UserId, status: Status | undefined): void {
    const underWay = this.#wanted.has(user);
    this.#wanted.set(user, status);
    if (!underWay) void this.#write(user);
  }

  /** Never rejects. */
  async #write(user: UserId): Promise<void> {
    for (;;) {
      const status = this.#wanted.get(user);
      try {
        await this.rows.setStatus(user, status);
      } catch (error) {
        this.report("A status could not be kept", error);
      }
      if (this.#wanted.get(user) === status) break;
    }
    this.#wanted.delete(user);
  }
}
