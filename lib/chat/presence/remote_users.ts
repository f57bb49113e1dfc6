import type { InstanceId } from "../../cluster/bus.ts";
import type { PresenceChange, UserId } from "../../protocol/events.ts";
import type { PresenceRow } from "../../store/presence_rows.ts";

/** What other instances said of who is there, by user and by instance. */
export class RemoteUsers {
  #byUser = new Map<UserId, Map<InstanceId, PresenceChange>>();

  /** A user's presences on those instances that `counts` lets in. */
  of(user: UserId, counts: (instance: InstanceId) => boolean): PresenceChange[] {
    const found = this.#byUser.get(user);
    if (!found) return [];
    return [...found].filter(([instance]) => counts(instance)).map(([, presence]) => presence);
  }

  get users(): UserId[] {
    return [...this.#byUser.keys()];
  }

  /** Takes a change; offline removes. */
  apply(instance: InstanceId, presence: PresenceChange): void {
    const found = this.#byUser.get(presence.user) ?? new Map<InstanceId, PresenceChange>();
    if (presence.state === "offline") found.delete(instance);
    else found.set(instance, presence);
    if (found.size === 0) this.#byUser.delete(presence.user);
    else this.#byUser.set(presence.user, found);
  }

  /** Everything anew, but for those instances whose users are kept as they were. */
  replace(rows: readonly PresenceRow[], keeps: (instance: InstanceId) => boolean): void {
    const before = this.#byUser;
    this.#byUser = new Map();
    for (const { instance, presence } of rows) this.apply(instance, presence);
    for (const found of before.values()) {
      for (const [instance, presence] of found) if (keeps(instance)) this.apply(instance, presence);
    }
  }

  /** Forgets an instance; gives whom it had. */
  drop(instance: InstanceId): UserId[] {
    const users = this.users.filter((user) => this.#byUser.get(user)?.has(instance));
    for (const user of users) {
      const found = this.#byUser.get(user);
      found?.delete(instance);
      if (found?.size === 0) this.#byUser.delete(user);
    }
    return users;
  }
}
