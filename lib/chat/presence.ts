import type { Bus, InstanceId } from "../cluster/bus.ts";
import type { PresenceChange, UserId } from "../protocol/events.ts";
import { OFFLINE_GRACE_MS, PRESENCE_COALESCE_MS } from "../protocol/limits.ts";
import type { PresenceRow, PresenceRows } from "../store/presence_rows.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Timer } from "../world/world.ts";
import { Attendance } from "./attendance.ts";
import type { Announcer, Presence } from "./chat.ts";
import type { Directory } from "./directory.ts";
import { gone, same, statusOf } from "./presence_change.ts";
import { PresenceLedger } from "./presence_ledger.ts";
import { PresenceReplica } from "./presence_replica.ts";
import { PresenceReview } from "./presence_review.ts";
import { PresenceView } from "./presence_view.ts";
import { readStatus, Statuses } from "./statuses.ts";
import { StatusWriter } from "./status_writer.ts";

/** What presence is made over. */
export interface PresenceParts {
  rows: PresenceRows;
  bus: Bus;
  announcer: Announcer;
  directory: Directory;
  clock: Clock;
  report: Report;
}

/** Presence of one instance, from its start to its end. */
export interface InstancePresences extends Presence {
  /** Follows the other instances and reads who is there. */
  start(): Promise<void>;
  /** Ends all timers and removes this instance's rows; call it before the bus closes. */
  close(): Promise<void>;
}

/** Who is here, on this instance and, by their rows and their words, on all others. */
export function createPresence(parts: PresenceParts): InstancePresences {
  const { rows, bus, announcer, directory, clock, report } = parts;
  const replica = new PresenceReplica();
  /** Own users as the others were told. */
  const told = new Map<UserId, PresenceChange>();
  /** Who may have changed here. */
  const unsettled = new Set<UserId>();
  const loading = new Map<UserId, symbol>();
  const timers = new Set<Timer>();
  let settling: Timer | undefined;

  const statuses = new Statuses(clock, unsettle);
  const left = (user: UserId) => statuses.set(user, undefined);
  const view = new PresenceView({ clock, report, shown: everywhere, left });
  const writer = new StatusWriter(rows, report);
  const attendance = new Attendance(clock, (user) => told.has(user), arrivedOrChanged);
  const ledger = new PresenceLedger({ rows, bus, clock, report, doubted: () => review.later() });
  const review: PresenceReview = new PresenceReview({ rows, bus, clock, report, take, orphaned });

  /** Who comes and goes within a moment does not appear, here or elsewhere (P3). */
  function unsettle(user: UserId) {
    unsettled.add(user);
    settling ??= clock.after(PRESENCE_COALESCE_MS, settle);
  }

  function settle() {
    settling = undefined;
    const users = [...unsettled];
    unsettled.clear();
    for (const user of users) {
      settleOwn(user, true);
      view.outdate(user);
    }
  }

  /** A status outlives connections: whoever comes has theirs read before they are shown. */
  function arrivedOrChanged(user: UserId) {
    if (view.of(user) || !attendance.of(user)) return unsettle(user);
    if (loading.has(user)) return;
    const asked = Symbol();
    loading.set(user, asked);
    rows.status(user)
      .then((status) => {
        if (loading.get(user) === asked) statuses.set(user, status);
      }, (error) => report("A status could not be read", error))
      .finally(() => {
        if (loading.get(user) === asked) loading.delete(user);
        unsettle(user);
      });
  }

  /** Reads what somebody who is here said on another instance; what they say here is newer. */
  async function reread(user: UserId) {
    const before = statuses.get(user);
    await writer.written(user);
    const status = await rows.status(user);
    if (statuses.get(user) !== before || !attendance.of(user)) return;
    statuses.set(user, status);
    unsettle(user);
  }

  function own(user: UserId): PresenceChange | undefined {
    const here = attendance.of(user);
    if (!here || loading.has(user)) return undefined;
    const { name, role } = here.person;
    return { user, name, role, state: here.state, ...statuses.get(user) };
  }

  function everywhere(user: UserId): PresenceChange | undefined {
    const own = told.get(user);
    const found = [...(own ? [own] : []), ...replica.of(user, review.counts)];
    const [first] = found;
    if (!first) return undefined;
    const { name, role } = first;
    const state = found.some((one) => one.state === "online") ? "online" : "away";
    return { user, name, role, state, ...statuses.get(user) };
  }

  /** Where the user is connected, the others are told what is shown of them. */
  function tellChanged(id: UserId) {
    announcer.announce([{ topic: "everyone", message: { type: "changed", what: "user", id } }]);
  }

  function settleOwn(user: UserId, tell: boolean) {
    const [before, now] = [told.get(user), own(user)];
    if (same(before, now)) return;
    if (now) told.set(user, now);
    else told.delete(user);
    const row = now ?? (before && gone(before));
    if (row) ledger.put(row, tell);
  }

  function hear(instance: InstanceId, changes: readonly PresenceChange[]) {
    if (instance === bus.instance || !review.hear(instance, changes)) return;
    for (const change of changes) {
      replica.apply(instance, change);
      if (change.state !== "offline") {
        loading.delete(change.user);
        statuses.set(change.user, statusOf(change));
        // Their status here is theirs there: noted in our row, and not said again.
        if (told.has(change.user)) settleOwn(change.user, false);
      }
      view.outdate(change.user);
    }
  }

  /** Takes what a review read: the others' rows, and own rows that are not as they were told. */
  function take(others: readonly PresenceRow[], mine: ReadonlyMap<UserId, PresenceChange>) {
    const before = replica.users;
    replica.replace(others, review.isLeaving);
    for (const { presence } of others) {
      const { user } = presence;
      if (!view.of(user) && !attendance.of(user)) statuses.set(user, statusOf(presence));
    }
    for (const user of [...before, ...replica.users]) unsettle(user);
    for (const [user, presence] of told) {
      if (!same(mine.get(user), presence)) ledger.put(presence, true);
    }
    for (const [user, presence] of mine) {
      if (!told.has(user)) ledger.put(gone(presence), true);
    }
  }

  function orphaned(instance: InstanceId) {
    for (const user of replica.drop(instance)) view.outdate(user);
    rows.sweep(instance).catch((error) =>
      report("Presence rows of a dead instance are left", error, { instance })
    );
  }

  bus.onSuspicion(() => review.now());
  bus.onDeparture((instance, swept) => {
    review.departed(instance);
    // Its clients come back elsewhere: like a reload, that does not flicker.
    const timer = clock.after(OFFLINE_GRACE_MS, () => {
      timers.delete(timer);
      if (review.left(instance)) return;
      if (swept) orphaned(instance);
      else for (const user of replica.drop(instance)) view.outdate(user);
    });
    timers.add(timer);
  });
  announcer.onAnnouncement((_, message) => {
    if (message.type === "presence") hear(message.instance, message.changes);
    if (message.type !== "changed" || message.what !== "user") return;
    if (attendance.of(message.id)) {
      reread(message.id).catch((error) => report("A changed status could not be read", error));
    }
    directory.person(message.id).then(
      (person) => person && attendance.rename(person),
      (error) => report("A changed user could not be read", error),
    );
  });

  return {
    connect: (user, connection) => attendance.connect(user, connection),
    disconnect: (user, connection, how) => attendance.disconnect(user, connection, how),
    report(user, connection, { state, status, until }) {
      if (status !== undefined) {
        const kept = readStatus(status, until);
        loading.delete(user);
        statuses.set(user, kept);
        writer.put(user, kept);
        unsettle(user);
        if (!attendance.of(user)) void writer.written(user).then(() => tellChanged(user));
      }
      if (state) attendance.report(user, connection, state);
    },
    everyone: () => view.everyone,
    of: (user) => view.of(user)?.state ?? "offline",
    async status(user) {
      if (view.of(user)) return statuses.get(user);
      await writer.written(user);
      return statuses.current(await rows.status(user));
    },
    onChanges: (listener) => view.listen(listener),
    async start() {
      await bus.follow(["everyone"]);
      await review.now();
    },
    async close() {
      settling?.cancel();
      view.stop();
      for (const timer of timers) timer.cancel();
      statuses.stop();
      review.stop();
      attendance.clear();
      await ledger.close();
    },
  };
}
