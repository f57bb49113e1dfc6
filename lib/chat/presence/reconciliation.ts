import type { Bus, InstanceId } from "../../cluster/bus.ts";
import type { PresenceChange, UserId } from "../../protocol/events.ts";
import type { PresenceRow, PresenceRows } from "../../store/presence_rows.ts";
import type { Logger } from "../../runtime/logger.ts";
import { DelayedChecks } from "../../async/delayed_checks.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";

/** Runs are at least this far apart: each reads the rows of everyone who is here. */
const RUN_EVERY_MS = 2_000;
/** An instance that is in no list of the living this long after its rows were seen is dead. */
const ORPHANED_AFTER_MS = 20_000;
/** Departed instances whose late messages are not believed; an older one's are long over. */
const MAX_DEPARTED = 200;

/** What a reconciliation works with. */
export interface ReconciliationParts {
  rows: PresenceRows;
  bus: Bus;
  clock: Clock;
  logger: Logger;
  /** Takes the rows of the others, and own ones by user. */
  take(others: readonly PresenceRow[], mine: ReadonlyMap<UserId, PresenceChange>): void;
  /** Rows of an instance that lives no more, and that nobody swept. */
  orphaned(instance: InstanceId): void;
}

/**
 * Reads everyone's presence rows when hints may have been missed, and says which instances count.
 *
 *   resting ──wanted──▶ reading ──▶ pausing ──after a while, or wanted meanwhile──▶ resting, reading
 */
export class Reconciliation {
  #state: "resting" | "reading" | "pausing" | "stopped" = "resting";
  #wanted = false;
  #timer: Timer | undefined;
  readonly #delayed: DelayedChecks;
  /** What was heard while the rows are read: newer than they may be. */
  #received: PresenceRow[] = [];
  readonly #knownSenders = new Set<InstanceId>();
  readonly #departed = new Set<InstanceId>();
  /** Departed a moment ago: whom they had may be on their way to another instance. */
  readonly #leaving = new Set<InstanceId>();
  /** Instances with rows that are not known to live: since when. */
  readonly #unknown = new Map<InstanceId, number>();

  constructor(private readonly parts: ReconciliationParts) {
    this.#delayed = new DelayedChecks(parts.clock, () => void this.now());
  }

  /** Whether what an instance said of its users still counts. */
  readonly counts = (instance: InstanceId): boolean =>
    this.#knownSenders.has(instance) || this.isLeaving(instance) || this.#lives(instance);

  readonly isLeaving = (instance: InstanceId): boolean => this.#leaving.has(instance);

  /** Notes what an instance said. False for a dead one's late messages. */
  receive(instance: InstanceId, changes: readonly PresenceChange[]): boolean {
    if (this.#departed.has(instance) && !this.#lives(instance)) return false;
    this.#departed.delete(instance);
    this.#knownSenders.add(instance);
    if (this.#state === "reading") {
      this.#received.push(...changes.map((presence) => ({ instance, presence })));
    }
    return true;
  }

  departed(instance: InstanceId): void {
    this.#knownSenders.delete(instance);
    this.#leaving.add(instance);
    this.#departed.add(instance);
    const [oldest] = this.#departed;
    if (this.#departed.size > MAX_DEPARTED && oldest !== undefined) this.#departed.delete(oldest);
  }

  /** The moment after a departure is over. True where the instance is back: it had slept. */
  left(instance: InstanceId): boolean {
    this.#leaving.delete(instance);
    return this.counts(instance);
  }

  /** Runs now, or when the pause after the last one is over. Never throws. */
  async now(): Promise<void> {
    if (this.#state === "resting") await this.#run();
    else this.#wanted = true;
  }

  /** Runs in a while, and again: a write that failed may still be applied. */
  later(): void {
    this.#delayed.schedule();
  }

  stop(): void {
    this.#state = "stopped";
    this.#timer?.cancel();
    this.#delayed.cancel();
  }

  async #run() {
    this.#state = "reading";
    this.#wanted = false;
    this.#received = [];
    try {
      const found = await this.parts.rows.all();
      if (this.#isStopped()) return;
      this.#apply(found);
    } catch (error) {
      this.parts.logger.error("Presence could not be read", error);
      this.#wanted = true;
    }
    if (this.#isStopped()) return;
    this.#state = "pausing";
    this.#timer = this.parts.clock.after(RUN_EVERY_MS, () => {
      this.#state = "resting";
      if (this.#wanted) void this.#run();
    });
  }

  #apply(found: readonly PresenceRow[]) {
    const me = this.parts.bus.instance;
    const others = found.filter((row) => row.instance !== me);
    const mine = found.filter((row) => row.instance === me).map((row) => row.presence);
    this.parts.take([...others, ...this.#received], new Map(mine.map((one) => [one.user, one])));
    this.#expireUnknown(new Set(others.map((row) => row.instance)));
  }

  /** Ends strangers that stayed so for too long; while some are left, the next run is wanted. */
  #expireUnknown(withRows: ReadonlySet<InstanceId>) {
    const now = this.parts.clock.elapsed();
    for (const instance of this.#unknown.keys()) {
      if (!withRows.has(instance) || this.counts(instance)) this.#unknown.delete(instance);
    }
    for (const instance of withRows) {
      if (this.counts(instance)) continue;
      const since = this.#unknown.get(instance) ?? now;
      this.#unknown.set(instance, since);
      if (now - since < ORPHANED_AFTER_MS) continue;
      this.#unknown.delete(instance);
      this.parts.orphaned(instance);
    }
    if (this.#unknown.size > 0) this.#wanted = true;
  }

  #lives(instance: InstanceId): boolean {
    return this.parts.bus.instances().includes(instance);
  }

  #isStopped(): boolean {
    return this.#state === "stopped";
  }
}
