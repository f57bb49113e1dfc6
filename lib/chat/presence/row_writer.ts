import type { Bus, Published } from "../../cluster/bus.ts";
import type { PresenceChange, UserId } from "../../protocol/events.ts";
import type { PresenceRows } from "../../store/presence_rows.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";

/** Changes in one message: at most 57 KiB, under the 60 KiB that reach another instance's inbox. */
const CHANGES_A_MESSAGE = 100;
const RETRY_MS = 1_000;

/** One user's row as it shall be; `told`: other instances are to be told of it. */
interface PendingRow {
  presence: PresenceChange;
  told: boolean;
}

/** What a row writer is made over. */
export interface RowWriterParts {
  rows: PresenceRows;
  bus: Pick<Bus, "aloneCheck" | "confirmAlone" | "instance" | "publish" | "refresh">;
  clock: Clock;
  logger: Logger;
  /** A write failed and may still be applied late: look at the rows in a while. */
  uncertain(): void;
}

/**
 * This instance's own presence rows: written in batches, one at a time, the latest of each user, and
 * told to the others after the write. So whoever reads the rows misses nothing that was told before.
 */
export class RowWriter {
  #pending = new Map<UserId, PendingRow>();
  #writing: Promise<void> | undefined;
  #retry: Timer | undefined;
  #closed = false;

  constructor(private readonly parts: RowWriterParts) {}

  put(presence: PresenceChange, told: boolean): void {
    const before = this.#pending.get(presence.user);
    this.#pending.set(presence.user, { presence, told: told || before?.told === true });
    this.#write();
  }

  /** Removes this instance's rows; nothing is written after. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#retry?.cancel();
    await this.#writing;
    await this.parts.rows.sweep(this.parts.bus.instance);
  }

  #write() {
    if (this.#writing || this.#closed) return;
    this.#retry?.cancel();
    this.#writing = this.#writeAll().finally(() => this.#writing = undefined);
  }

  async #writeAll() {
    while (this.#pending.size > 0 && !this.#closed) {
      const batch = this.#pending;
      this.#pending = new Map();
      const outcome = await this.#writeRows(batch);
      if (outcome === "written-alone") continue; // who joins later reads the rows after that
      const changes = [...batch.values()].filter((row) => row.told).map((row) => row.presence);
      await this.#tell(changes);
      if (outcome === "written") continue;
      // Told now, since people wait for it, and again once the rows say it too.
      for (const [user, row] of batch) if (!this.#pending.has(user)) this.#pending.set(user, row);
      if (!this.#closed) this.#retry = this.parts.clock.after(RETRY_MS, () => this.#write());
      return;
    }
  }

  async #writeRows(
    batch: ReadonlyMap<UserId, PendingRow>,
  ): Promise<"written" | "written-alone" | "unknown"> {
    const { rows, bus, clock, logger, uncertain } = this.parts;
    const left = ({ presence }: PendingRow) => presence.state === "offline" ? undefined : presence;
    const wanted = new Map([...batch].map(([user, row]) => [user, left(row)]));
    const startedAt = clock.elapsed();
    try {
      const alone = bus.aloneCheck();
      if (alone && await rows.write(bus.instance, wanted, alone)) {
        bus.confirmAlone(startedAt);
        return "written-alone";
      }
      if (alone) await bus.refresh();
      await rows.write(bus.instance, wanted);
      return "written";
    } catch (error) {
      logger.error("Presence could not be written", error, { users: batch.size });
      uncertain();
      return "unknown";
    }
  }

  async #tell(changes: readonly PresenceChange[]) {
    const { bus, logger } = this.parts;
    const messages: Published[] = [];
    for (let at = 0; at < changes.length; at += CHANGES_A_MESSAGE) {
      const part = changes.slice(at, at + CHANGES_A_MESSAGE);
      const message = { type: "presence", instance: bus.instance, changes: part } as const;
      messages.push({ topic: "everyone", message });
    }
    if (messages.length === 0) return;
    await bus.publish(messages).catch((error) => logger.error("Presence was not published", error));
  }
}
