import type { Feeds, Leaving, Presence } from "../chat/chat.ts";
import type { Bus } from "../cluster/bus.ts";
import type {
  ConversationId,
  ConversationSummary,
  EventBatch,
  UserId,
} from "../protocol/events.ts";
import type { Push } from "../protocol/server_frames.ts";
import type { Report } from "../world/report.ts";
import type { Clock } from "../world/world.ts";
import type { Connection } from "./connection.ts";
import { eventFrames } from "./event_frames.ts";
import { Subscription } from "./subscription.ts";

export interface HubParts {
  feeds: Feeds;
  presence: Presence;
  bus: Bus;
  clock: Clock;
  report: Report;
}

/**
 * Which connections are here, whose they are and what they follow. Sets of connections, never
 * counters: a close that is said twice, late or never changes nothing.
 */
export class Hub {
  readonly #connections = new Set<Connection>();
  readonly #byUser = new Map<UserId, Set<Connection>>();
  readonly #followers = new Map<ConversationId, Map<Connection, Subscription>>();
  readonly #onLeft: Array<(user: UserId) => void> = [];

  constructor(private readonly parts: HubParts) {
    parts.feeds.onDeliver((batch) => this.#deliver(batch));
    parts.presence.onChanges((changes) => this.broadcast({ type: "presence", changes }));
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  /** Calls `left` when the last connection of a user here is gone. */
  onLeft(left: (user: UserId) => void): void {
    this.#onLeft.push(left);
  }

  ofUser(user: UserId): ReadonlySet<Connection> {
    return this.#byUser.get(user) ?? new Set();
  }

  /** How many connections guests have from an address, by its hash. */
  countAt(address: string): number {
    let count = 0;
    for (const { actor } of this.#connections) if (actor.address === address) count++;
    return count;
  }

  /** Who follows a conversation here. */
  followers(conversation: ConversationId): ReadonlyMap<Connection, Subscription> {
    return this.#followers.get(conversation) ?? new Map();
  }

  add(connection: Connection): void {
    const { user } = connection.actor;
    this.#connections.add(connection);
    const others = this.#byUser.get(user.id);
    if (others) others.add(connection);
    else this.#byUser.set(user.id, new Set([connection]));
    this.parts.presence.connect(user, connection.id);
  }

  /** Who has a connection here. */
  get users(): UserId[] {
    return [...this.#byUser.keys()];
  }

  /** Takes a connection out of everything, at once. */
  remove(connection: Connection, how: Leaving): void {
    if (!this.#connections.delete(connection)) return;
    const { user } = connection.actor;
    const others = this.#byUser.get(user.id);
    others?.delete(connection);
    if (others?.size === 0) {
      this.#byUser.delete(user.id);
      for (const left of this.#onLeft) left(user.id);
    }
    for (const conversation of connection.subscriptions.keys()) {
      this.unsubscribe(connection, conversation);
    }
    this.parts.presence.disconnect(user.id, connection.id, how);
    this.parts.bus.unfollow([`user:${user.id}`]);
  }

  /**
   * Notes that a connection follows a conversation of its user, and gives the subscription to begin;
   * nothing where it follows already.
   */
  subscribe(
    connection: Connection,
    summary: Pick<ConversationSummary, "id" | "kind">,
    cursor: number,
  ): Subscription | undefined {
    if (connection.ended || connection.subscriptions.has(summary.id)) return undefined;
    const subscription = new Subscription(this.parts, connection, summary, cursor);
    connection.subscriptions.set(summary.id, subscription);
    const followers = this.#followers.get(summary.id);
    if (followers) followers.set(connection, subscription);
    else this.#followers.set(summary.id, new Map([[connection, subscription]]));
    return subscription;
  }

  unsubscribe(connection: Connection, conversation: ConversationId): void {
    connection.subscriptions.get(conversation)?.end();
    connection.subscriptions.delete(conversation);
    const followers = this.#followers.get(conversation);
    followers?.delete(connection);
    if (followers?.size === 0) this.#followers.delete(conversation);
  }

  /** Says the same to every connection that has synced, encoded once. */
  broadcast(frame: Push): void {
    const text = JSON.stringify(frame);
    for (const connection of this.#connections) {
      connection.whenSynced(() => connection.sendText(text));
    }
  }

  #deliver(batch: EventBatch): void {
    let encoded: readonly string[] | undefined;
    const frames = () => encoded ??= eventFrames(batch);
    for (const subscription of this.followers(batch.conversation).values()) {
      subscription.deliver(batch, frames);
    }
  }
}
