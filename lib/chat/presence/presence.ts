import type { Bus, BusMessage, InstanceId } from "../../cluster/bus.ts";
import type { Person, PresenceChange, UserId } from "../../protocol/events.ts";
import { OFFLINE_GRACE_MS, PRESENCE_COALESCE_MS } from "../../protocol/limits.ts";
import type { PresenceRow, PresenceRows } from "../../store/presence_rows.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Clock, Timer } from "../../runtime/clock.ts";
import type { Announcer, Departure, PageReading, Presence } from "../chat.ts";
import type { Directory } from "../identity/profiles.ts";
import { gone, same, statusOf } from "./change.ts";
import { LocalUsers } from "./local_users.ts";
import { PublishedView } from "./published_view.ts";
import { Reconciliation } from "./reconciliation.ts";
import { RemoteUsers } from "./remote_users.ts";
import { RowWriter } from "./row_writer.ts";
import { StatusBoard } from "./status_board.ts";
import { readStatus } from "./statuses.ts";

/** What presence is made over. */
export interface PresenceParts {
  rows: PresenceRows;
  bus: Bus;
  announcer: Announcer;
  directory: Directory;
  clock: Clock;
  logger: Logger;
}

/** Who is here, on this instance and, by their rows and their messages, on all others. */
class InstancePresences implements Presence {
  readonly #parts: PresenceParts;
  readonly #remote = new RemoteUsers();
  /** Own users as the others were told. */
  readonly #told = new Map<UserId, PresenceChange>();
  /** Who may have changed here. */
  readonly #unsettled = new Set<UserId>();
  readonly #graces = new Set<Timer>();
  readonly #statuses: StatusBoard;
  readonly #view: PublishedView;
  readonly #local: LocalUsers;
  readonly #rowWriter: RowWriter;
  readonly #reconciliation: Reconciliation;
  #settling: Timer | undefined;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    const { rows, bus, announcer, clock, logger } = parts;
    this.#statuses = new StatusBoard(rows, clock, logger, (user) => this.#unsettle(user));
    this.#view = new PublishedView({
      clock,
      logger,
      shown: (user) => this.#everywhere(user),
      left: (user) => this.#statuses.forget(user),
    });
    this.#local = new LocalUsers(
      clock,
      (user) => this.#told.has(user),
      (user) => this.#arrivedOrChanged(user),
    );
    const uncertain = () => this.#reconciliation.later();
    this.#rowWriter = new RowWriter({ rows, bus, clock, logger, uncertain });
    this.#reconciliation = new Reconciliation({
      rows,
      bus,
      clock,
      logger,
      take: (others, mine) => this.#take(others, mine),
      orphaned: (instance) => this.#orphaned(instance),
    });
    bus.onSuspicion(() => this.#reconciliation.now());
    bus.onDeparture((instance, swept) => this.#departed(instance, swept));
    announcer.onAnnouncement((_, message) => this.#receive(message));
  }

  connect(user: Person, connection: string): void {
    this.#local.connect(user, connection);
  }

  disconnect(user: UserId, connection: string, how?: Departure): void {
    this.#local.disconnect(user, connection, how);
  }

  report(user: UserId, connection: string, state: "active" | "away"): void {
    this.#local.report(user, connection, state);
  }

  visit(user: Person, session: string, by: PageReading): void {
    this.#local.visit(user, session, by);
  }

  setStatus(user: UserId, text: string, until?: number): void {
    const isHere = this.#local.of(user) !== undefined;
    this.#statuses.say(user, readStatus(text, until), isHere || this.#view.of(user) !== undefined);
    this.#unsettle(user);
    if (isHere) return;
    // Where the user is connected, the others are told what is shown of them.
    void this.#statuses.written(user).then(() => {
      const message = { type: "changed", what: "user", id: user } as const;
      this.#parts.announcer.announce([{ topic: "everyone", message }]);
    });
  }

  everyone(): PresenceChange[] {
    return this.#view.everyone;
  }

  find(user: UserId): PresenceChange | undefined {
    return this.#view.of(user);
  }

  of(user: UserId): PresenceChange["state"] {
    return this.#view.of(user)?.state ?? "offline";
  }

  async status(user: UserId): Promise<Pick<PresenceChange, "status" | "until"> | undefined> {
    return this.#view.of(user) ? this.#statuses.get(user) : await this.#statuses.stored(user);
  }

  onChanges(listener: (changes: PresenceChange[]) => void): void {
    this.#view.listen(listener);
  }

  /** Follows the other instances and reads who is there. */
  async start(): Promise<void> {
    await this.#parts.bus.follow(["everyone"]);
    await this.#reconciliation.now();
  }

  /** Ends all timers and removes this instance's rows; call it before the bus closes. */
  async close(): Promise<void> {
    this.#settling?.cancel();
    this.#view.stop();
    for (const timer of this.#graces) timer.cancel();
    this.#reconciliation.stop();
    this.#local.clear();
    await Promise.all([this.#statuses.close(), this.#rowWriter.close()]);
  }

  /** Who comes and goes within a moment does not appear, here or elsewhere (P3). */
  #unsettle(user: UserId): void {
    this.#unsettled.add(user);
    this.#settling ??= this.#parts.clock.after(PRESENCE_COALESCE_MS, () => this.#settle());
  }

  #settle(): void {
    this.#settling = undefined;
    const users = [...this.#unsettled];
    this.#unsettled.clear();
    for (const user of users) {
      this.#settleOwn(user, true);
      this.#view.outdate(user);
    }
  }

  /** A status outlives connections: whoever comes has theirs read before they are shown. */
  #arrivedOrChanged(user: UserId): void {
    if (this.#view.of(user) || !this.#local.of(user)) return this.#unsettle(user);
    if (this.#statuses.isLoading(user)) return;
    void this.#statuses.load(user).then(() => this.#unsettle(user));
  }

  /** How the user is on this instance. */
  #own(user: UserId): PresenceChange | undefined {
    const here = this.#local.of(user);
    if (!here || this.#statuses.isLoading(user)) return undefined;
    const { name, role } = here.person;
    return { user, name, role, state: here.state, ...this.#statuses.get(user) };
  }

  /** How the user is over all instances. */
  #everywhere(user: UserId): PresenceChange | undefined {
    const own = this.#told.get(user);
    const found = [
      ...(own ? [own] : []),
      ...this.#remote.of(user, this.#reconciliation.counts),
    ];
    const [first] = found;
    if (!first) return undefined;
    const { name, role } = first;
    const state = found.some((one) => one.state === "online") ? "online" : "away";
    return { user, name, role, state, ...this.#statuses.get(user) };
  }

  /**
   * Writes the row of a user of this instance where it changed; `tell`: the others are told too, as
   * they always are of who is no longer here.
   */
  #settleOwn(user: UserId, tell: boolean): void {
    const [before, now] = [this.#told.get(user), this.#own(user)];
    if (same(before, now)) return;
    if (now) this.#told.set(user, now);
    else this.#told.delete(user);
    const row = now ?? (before && gone(before));
    if (row) this.#rowWriter.put(row, tell || !now);
  }

  #receive(message: BusMessage): void {
    if (message.type === "presence") return this.#hear(message.instance, message.changes);
    if (message.type === "expel") return this.#local.endVisits(message.user, message.session);
    if (message.type !== "changed" || message.what !== "user") return;
    const { logger, directory } = this.#parts;
    const { id } = message;
    const isHere = () => this.#local.of(id) !== undefined;
    if (isHere()) {
      this.#statuses.reload(id, isHere).then(
        (changed) => changed && this.#unsettle(id),
        (error) => logger.error("A changed status could not be read", error),
      );
    }
    directory.person(id).then(
      (person) => person && this.#local.rename(person),
      (error) => logger.error("A changed user could not be read", error),
    );
  }

  #hear(instance: InstanceId, changes: readonly PresenceChange[]): void {
    const { bus } = this.#parts;
    if (instance === bus.instance || !this.#reconciliation.receive(instance, changes)) return;
    for (const change of changes) {
      this.#remote.apply(instance, change);
      if (change.state !== "offline") {
        this.#statuses.take(change.user, statusOf(change));
        // Their status here is theirs there: noted in our row, and not said again.
        if (this.#told.has(change.user)) this.#settleOwn(change.user, false);
      }
      this.#view.outdate(change.user);
    }
  }

  /** Takes the rows that were read: the others', and own ones that are not as they were told. */
  #take(others: readonly PresenceRow[], mine: ReadonlyMap<UserId, PresenceChange>): void {
    const before = this.#remote.users;
    this.#remote.replace(others, this.#reconciliation.isLeaving);
    for (const { presence } of others) {
      const { user } = presence;
      const isKnown = this.#view.of(user) || this.#local.of(user);
      if (!isKnown) this.#statuses.take(user, statusOf(presence));
    }
    for (const user of [...before, ...this.#remote.users]) this.#unsettle(user);
    for (const [user, presence] of this.#told) {
      if (!same(mine.get(user), presence)) this.#rowWriter.put(presence, true);
    }
    for (const [user, presence] of mine) {
      if (!this.#told.has(user)) this.#rowWriter.put(gone(presence), true);
    }
  }

  /** The clients of an instance that is gone come back elsewhere: like a reload, without flicker. */
  #departed(instance: InstanceId, swept: boolean): void {
    this.#reconciliation.departed(instance);
    const timer = this.#parts.clock.after(OFFLINE_GRACE_MS, () => {
      this.#graces.delete(timer);
      if (this.#reconciliation.left(instance)) return;
      if (swept) this.#orphaned(instance);
      else for (const user of this.#remote.drop(instance)) this.#view.outdate(user);
    });
    this.#graces.add(timer);
  }

  #orphaned(instance: InstanceId): void {
    const { rows, logger } = this.#parts;
    for (const user of this.#remote.drop(instance)) this.#view.outdate(user);
    rows.sweep(instance).catch((error) =>
      logger.error("Presence rows of a dead instance are left", error, { instance })
    );
  }
}

/** Presence of one instance, from its `start` to its `close`. */
export function createPresence(parts: PresenceParts): InstancePresences {
  return new InstancePresences(parts);
}
