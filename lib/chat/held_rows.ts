import { Throttle } from "../async/throttle.ts";
import type { Bus, ChangedRow } from "../cluster/bus.ts";
import type { UserId } from "../protocol/events.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Announcer } from "./chat.ts";

/** A hint that was lost is made up for after this. */
const REFRESH_MS = 60_000;

/** With what an instance holds rows, whatever they say. */
export interface HeldWith {
  announcer: Pick<Announcer, "onAnnouncement">;
  bus: Pick<Bus, "alone" | "onSuspicion">;
  clock: Clock;
  logger: Logger;
}

/** Which rows are held, and how they are read. Both may reject. */
export interface HeldRowsSource<Row> {
  /** What they are, for the log: “outgoing webhooks”. */
  name: string;
  readAll(): Promise<Map<UserId, Row>>;
  /** That of one; `undefined` where it is to be held no more. */
  readOne(user: UserId): Promise<Row | undefined>;
  /** Whether a change that was announced is one of such a row. */
  isOf(what: ChangedRow, user: UserId): boolean;
}

/**
 * What few have, in memory, so that a message costs nothing where nobody has any. Kept by announcements,
 * and read anew now and then.
 */
export class HeldRows<Row> {
  #rows: Map<UserId, Row> = new Map();
  #loading: Promise<void> | undefined;
  #loadedAt: number | undefined;
  readonly #refresh: Throttle;

  constructor(private readonly held: HeldWith, private readonly source: HeldRowsSource<Row>) {
    const { announcer, bus, clock } = held;
    this.#refresh = new Throttle(clock, () => REFRESH_MS, () => void this.load());
    announcer.onAnnouncement((_, message) => {
      if (message.type !== "changed" || !source.isOf(message.what, message.id)) return;
      void this.#reread(message.id);
    });
    bus.onSuspicion(() => this.#refresh.request());
  }

  /** Reads all of them. Never rejects. */
  load(): Promise<void> {
    return this.#loading ??= this.#readAll().finally(() => (this.#loading = undefined));
  }

  /** Those that are held. Beside others, an instance has them read anew where that was long ago. */
  get rows(): ReadonlyMap<UserId, Row> {
    const { bus, clock } = this.held;
    if (!bus.alone && clock.elapsed() - (this.#loadedAt ?? 0) > REFRESH_MS) this.#refresh.request();
    return this.#rows;
  }

  async #readAll(): Promise<void> {
    const startedAt = this.held.clock.elapsed();
    try {
      this.#rows = await this.source.readAll();
      this.#loadedAt = startedAt;
    } catch (error) {
      this.#report(error);
    }
  }

  async #reread(user: UserId): Promise<void> {
    try {
      await this.#loading;
      const row = await this.source.readOne(user);
      if (row === undefined) this.#rows.delete(user);
      else this.#rows.set(user, row);
    } catch (error) {
      this.#report(error);
      this.#refresh.request();
    }
  }

  #report(error: unknown): void {
    this.held.logger.error(`${this.source.name} could not be read`, error);
  }
}
