import type { Announcer, Departure, Feeds, MemberPage, Presence } from "../chat/chat.ts";
import type { Bus } from "../cluster/bus.ts";
import {
  type ConversationId,
  type ConversationSummary,
  type EventBatch,
  peopleBeside,
  type Person,
  type SentOut,
  type UserId,
} from "../protocol/events.ts";
import type { Push } from "../protocol/server_frames.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Connection } from "./connection.ts";
import { eventFrames } from "./event_frames.ts";
import type { PresencePushes } from "./presence_pushes.ts";
import { peopleOf } from "../store/conversations/conversations.ts";
import { TypingEnds } from "./typing_ends.ts";
import { Subscription } from "./subscription.ts";

export interface HubParts {
  feeds: Feeds;
  presence: Pick<Presence, "connect" | "disconnect">;
  pushes: PresencePushes;
  announcer: Pick<Announcer, "announce">;
  bus: Bus;
  clock: Clock;
  logger: Logger;
}

/** What a subscription needs to know of its conversation. */
type FollowedSummary = Pick<ConversationSummary, "id" | "kind" | "with" | "people" | "from">;

/** What is told of a user's first and last connection here. */
export interface VisitListeners {
  arrived?(user: Person): void;
  left?(user: Person): void;
}

/**
 * Which connections are here, whose they are and what they follow. Sets of connections, never
 * counters: a close event that comes twice, late or never does no harm.
 */
export class Hub {
  readonly #connections = new Set<Connection>();
  readonly #byUser = new Map<UserId, Set<Connection>>();
  readonly #followers = new Map<ConversationId, Map<Connection, Subscription>>();
  readonly #visits: VisitListeners[] = [];

  /** What others were told of who types. */
  readonly typing: TypingEnds;

  constructor(private readonly parts: HubParts) {
    this.typing = new TypingEnds(parts);
    parts.feeds.onDeliver((batch) => this.#deliver(batch));
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  /** Calls `arrived` with the first connection of a user here, `left` when the last is closed. */
  onVisits(listeners: VisitListeners): void {
    this.#visits.push(listeners);
  }

  ofUser(user: UserId): ReadonlySet<Connection> {
    return this.#byUser.get(user) ?? new Set();
  }

  /** Somebody was sent out, or left: who sees them is told so (P4). */
  tellGone(user: UserId, how: SentOut | "left"): void {
    this.parts.pushes.gone(user, how);
  }

  /** How many connections guests have from an address, by its hash. */
  countAt(address: string): number {
    let count = 0;
    for (const { actor } of this.#connections) if (actor.address === address) count++;
    return count;
  }

  /** The connections that follow a conversation here. */
  followers(conversation: ConversationId): ReadonlyMap<Connection, Subscription> {
    return this.#followers.get(conversation) ?? new Map();
  }

  add(connection: Connection): void {
    const { user } = connection.actor;
    this.#connections.add(connection);
    const others = this.#byUser.get(user.id);
    if (others) others.add(connection);
    else {
      this.#byUser.set(user.id, new Set([connection]));
      for (const { arrived } of this.#visits) arrived?.(user);
    }
    this.parts.pushes.hold(connection, "self", [user.id]);
    if (!user.bot) this.parts.presence.connect(user, connection.id); // a program is not here
  }

  /** The users that have a connection here. */
  get users(): UserId[] {
    return [...this.#byUser.keys()];
  }

  /** Removes a connection and its subscriptions, at once. */
  remove(connection: Connection, how: Departure): void {
    if (!this.#connections.delete(connection)) return;
    const { user } = connection.actor;
    const others = this.#byUser.get(user.id);
    others?.delete(connection);
    if (others?.size === 0) {
      this.#byUser.delete(user.id);
      for (const { left } of this.#visits) left?.(user);
    }
    for (const conversation of connection.subscriptions.keys()) {
      this.unsubscribe(connection, conversation);
    }
    this.typing.end(connection);
    this.parts.pushes.remove(connection);
    if (!user.bot) this.parts.presence.disconnect(user.id, connection.id, how);
    this.parts.bus.unfollow([`user:${user.id}`]);
  }

  /**
   * Adds a subscription of a connection to a conversation, and gives it to begin; `undefined` if the
   * connection has one already, or has ended.
   */
  subscribe(
    connection: Connection,
    summary: FollowedSummary,
    cursor: number,
  ): Subscription | undefined {
    if (connection.ended || connection.subscriptions.has(summary.id)) return undefined;
    const subscription = new Subscription(this.parts, connection, summary, cursor);
    connection.subscriptions.set(summary.id, subscription);
    const followers = this.#followers.get(summary.id);
    if (followers) followers.set(connection, subscription);
    else this.#followers.set(summary.id, new Map([[connection, subscription]]));
    this.holdPeople(connection, summary);
    return subscription;
  }

  /** A connection is told of those with whom its user talks directly (P5), as they are now. */
  holdPeople(connection: Connection, summary: FollowedSummary): void {
    const people = peopleBeside(summary);
    const ids = people.length > 0 ? [connection.actor.user.id, ...people.map(({ id }) => id)] : [];
    const held = this.parts.pushes.renew(connection, `people of ${summary.id}`, ids);
    // The reply to `sync` told who is here; of whom one talks to from now on, nobody has.
    if (!connection.synced) return;
    for (const person of people) {
      if (!held.has(person.id)) this.parts.pushes.tell(connection, person);
    }
  }

  /** A connection was given a page of members: it is told of their changes from now on (P5). */
  look(connection: Connection, conversation: ConversationId, page: MemberPage, isFirst: boolean) {
    this.parts.pushes.look(connection, conversation, page, isFirst);
  }

  /** Those who are shown how far people have read in a conversation, where it has few enough of them. */
  shownReaders(conversation: ConversationId): Iterable<Connection> {
    return peopleOf(conversation)
      ? this.followers(conversation).keys()
      : this.parts.pushes.lookers(conversation);
  }

  /** What connections show of somebody to others, and of others to them: for what is shown no more. */
  *shownWith(
    user: UserId,
  ): Generator<{ connection: Connection; conversation: ConversationId; of: UserId }> {
    const { pushes } = this.parts;
    for (const connection of [...pushes.holders(user)]) {
      const own = connection.actor.user.id === user;
      for (const [conversation, held] of pushes.held(connection)) {
        if (!held.has(user)) continue;
        const shown = own ? [...held].filter((one) => one !== user) : [user];
        for (const of of shown) yield { connection, conversation, of };
      }
    }
  }

  unsubscribe(connection: Connection, conversation: ConversationId): void {
    connection.subscriptions.get(conversation)?.end();
    connection.subscriptions.delete(conversation);
    this.typing.end(connection, conversation);
    this.parts.pushes.release(connection, conversation);
    this.parts.pushes.release(connection, `people of ${conversation}`);
    const followers = this.#followers.get(conversation);
    followers?.delete(connection);
    if (followers?.size === 0) this.#followers.delete(conversation);
  }

  /** Sends a frame to every connection that has synced, encoded once. */
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
