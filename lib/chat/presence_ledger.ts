import type { Bus, Published } from "../cluster/bus.ts";
import type { PresenceChange, UserId } from "../protocol/events.ts";
import type { PresenceRows } from "../store/presence_rows.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Timer } from "../world/world.ts";

/** Changes in one message: at most 57 KiB, under the 60 KiB that reach another instance's inbox. */
const CHANGES_A_MESSAGE = 100;
const RETRY_MS = 1_000;

/** One user's row as it shall be; `told`: other instances are to be told of it. */
interface Line {
  presence: PresenceChange;
  told: boolean;
}

/** What this instance's ledger is kept with. */
export interface LedgerParts {
  rows: PresenceRows;
  bus: Bus;
  clock: Clock;
  report: Report;
  /** A write failed and may still be applied late: look at the rows in a while. */
  doubted(): void;
}

/**
 * This instance's own presence rows: written in batches, one at a time, the latest of each user, and
 * told to the others after the write. So whoever reads the rows misses nothing that was told before.
 */
export class PresenceLedger {
  #lines = new Map<UserId, Line>();
  #writing: Promise<void> | undefined;
  #retry: Timer | undefined;
  #closed = false;

  constructor(private readonly parts: LedgerParts) {}

  put(presence: PresenceChange, told: boolean): void {
    const before = this.#lines.get(presence.user);
    this.#lines.set(presence.user, { presence, told: told || before?.told === true });
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
    while (this.#lines.size > 0 && !this.#closed) {
      const lines = this.#lines;
      this.#lines = new Map();
      const written = await this.#writeRows(lines);
      const changes = [...lines.values()].filter((line) => line.told).map((line) => line.presence);
      await this.#tell(changes);
      if (written) continue;
      // Told now, since people wait for it, and again once the rows say it too.
      for (const [user, line] of lines) if (!this.#lines.has(user)) this.#lines.set(user, line);
      if (!this.#closed) this.#retry = this.parts.clock.after(RETRY_MS, () => this.#write());
      return;
    }
  }

  async #writeRows(lines: ReadonlyMap<UserId, Line>): Promise<boolean> {
    const { rows, bus, report, doubted } = this.parts;
    try {
      const left = ({ presence }: Line) => presence.state === "offline" ? undefined : presence;
      await rows.write(
        bus.instance,
        new Map([...lines].map(([user, line]) => [user, left(line)])),
      );
      return true;
    } catch (error) {
      report("Presence could not be written", error, { users: lines.size });
      doubted();
      return false;
    }
  }

  async #tell(changes: readonly PresenceChange[]) {
    const { bus, report } = this.parts;
    const messages: Published[] = [];
    for (let at = 0; at < changes.length; at += CHANGES_A_MESSAGE) {
      const part = changes.slice(at, at + CHANGES_A_MESSAGE);
      const message = { type: "presence", instance: bus.instance, changes: part } as const;
      messages.push({ topic: "everyone", message });
    }
    if (messages.length === 0) return;
    await bus.publish(messages).catch((error) => report("Presence was not published", error));
  }
}
