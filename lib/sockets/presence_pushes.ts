import type { MemberPage, Presence } from "../chat/chat.ts";
import type { MemberIndexes } from "../chat/presence/member_indexes.ts";
import type {
  ConversationId,
  Person,
  PresenceChange,
  SentOut,
  UserId,
} from "../protocol/events.ts";
import { MAX_REPLY_BYTES, MAX_WATCHED, PRESENCE_COALESCE_MS } from "../protocol/limits.ts";
import type { PresenceCounts } from "../protocol/requests/people.ts";
import type { Clock, Timer } from "../runtime/clock.ts";
import type { Connection } from "./connection.ts";

/** Connections that are pushed counts every 250 ms; twice as many, half as often. */
const LOOKERS_AT_FULL_PACE = 200;
const SLOWEST_COUNTS_MS = 10_000;
/** What a change takes in a frame at most: a name and a status of four bytes a code point. */
const MAX_CHANGE_BYTES = 640;
const CHANGES_A_FRAME = Math.floor(MAX_REPLY_BYTES / MAX_CHANGE_BYTES);

/** Why a connection is told of somebody: its own user, the members of a room, or a direct conversation. */
type Reason = "self" | ConversationId | `people of ${ConversationId}`;
const PEOPLE_OF = /^people of /;

/** The connections that look at the members of a conversation, and what they were told. */
interface Room {
  lookers: Set<Connection>;
  told: PresenceCounts;
  toldAt: number;
  timer: Timer | undefined;
}

const NOBODY: ReadonlySet<Connection> = new Set();

/** What presence is pushed from. */
export interface PresencePushParts {
  presence: Pick<Presence, "find" | "onChanges">;
  indexes: Pick<MemberIndexes, "counts" | "onChanged">;
  clock: Clock;
}

/**
 * Who is told of whom (P5): of oneself, of the people of one's direct conversations, and of the
 * members that were shown of one room. Changes go to those who hold the person, counts to those who
 * look at the room.
 */
export class PresencePushes {
  /** By user: the connections that hold them, each with the number of its reasons. */
  readonly #holders = new Map<UserId, Map<Connection, number>>();
  readonly #held = new Map<Connection, Map<Reason, Set<UserId>>>();
  readonly #rooms = new Map<ConversationId, Room>();
  readonly #looksAt = new Map<Connection, ConversationId>();

  constructor(private readonly parts: PresencePushParts) {
    parts.presence.onChanges((changes) => this.#push(changes));
    parts.indexes.onChanged((conversation) => this.#countsChanged(conversation));
  }

  /** A connection holds these people for a reason, from now on. */
  hold(connection: Connection, reason: Reason, users: Iterable<UserId>): void {
    const reasons = this.#held.get(connection) ?? new Map<Reason, Set<UserId>>();
    this.#held.set(connection, reasons);
    const held = reasons.get(reason) ?? new Set<UserId>();
    reasons.set(reason, held);
    for (const user of users) {
      if (held.has(user) || held.size >= MAX_WATCHED) continue;
      held.add(user);
      const holders = this.#holders.get(user) ?? new Map<Connection, number>();
      this.#holders.set(user, holders);
      holders.set(connection, (holders.get(connection) ?? 0) + 1);
    }
  }

  /** A connection holds these people for a reason, and nobody else; gives whom it held for it before. */
  renew(connection: Connection, reason: Reason, users: readonly UserId[]): ReadonlySet<UserId> {
    const before = new Set(this.#held.get(connection)?.get(reason));
    this.#drop(connection, reason);
    if (users.length > 0) this.hold(connection, reason, users);
    return before;
  }

  /** Tells a connection how somebody is whom it begins to hold. */
  tell(connection: Connection, { id: user, name, role }: Person): void {
    connection.whenSynced(() => {
      const now = this.parts.presence.find(user) ?? { user, name, role, state: "offline" };
      connection.send({ type: "presence", changes: [now] });
    });
  }

  /** Tells those who hold somebody that they were sent out, or left, before they are offline. */
  gone(user: UserId, how: SentOut | "left"): void {
    const now = this.parts.presence.find(user);
    if (!now) return; // nobody saw them here
    const { name, role } = now;
    const why = how === "left" ? { left: true as const } : { sentOut: how };
    this.#push([{ user, name, role, state: "offline", ...why }]);
  }

  /** A connection is shown a page of a room's members; the first page ends what it looked at before. */
  look(
    connection: Connection,
    conversation: ConversationId,
    { members, counts }: MemberPage,
    isFirst: boolean,
  ): void {
    if (connection.ended || !connection.subscriptions.has(conversation)) return;
    const before = this.#looksAt.get(connection);
    if (before !== undefined && (isFirst || before !== conversation)) {
      this.#lookAway(connection, before);
    }
    this.#looksAt.set(connection, conversation);
    const room = this.#rooms.get(conversation) ??
      { lookers: new Set(), told: counts, toldAt: -Infinity, timer: undefined };
    this.#rooms.set(conversation, room);
    room.lookers.add(connection);
    this.hold(connection, conversation, members.map(({ id }) => id));
  }

  /** The connections that look at the members of a conversation. */
  lookers(conversation: ConversationId): ReadonlySet<Connection> {
    return this.#rooms.get(conversation)?.lookers ?? NOBODY;
  }

  /** The connections that hold somebody. */
  holders(user: UserId): Iterable<Connection> {
    return this.#holders.get(user)?.keys() ?? [];
  }

  /** Whom a connection holds, by the conversation where they are shown to it. */
  *held(connection: Connection): Generator<[ConversationId, ReadonlySet<UserId>]> {
    for (const [reason, users] of this.#held.get(connection) ?? []) {
      if (reason !== "self") yield [reason.replace(PEOPLE_OF, ""), users];
    }
  }

  /** A conversation is followed no more: a reason is gone. */
  release(connection: Connection, reason: Reason): void {
    if (this.#looksAt.get(connection) === reason) return this.#lookAway(connection, reason);
    this.#drop(connection, reason);
  }

  remove(connection: Connection): void {
    const looked = this.#looksAt.get(connection);
    if (looked !== undefined) this.#lookAway(connection, looked);
    for (const reason of this.#held.get(connection)?.keys() ?? []) this.#drop(connection, reason);
    this.#held.delete(connection);
  }

  #lookAway(connection: Connection, conversation: ConversationId): void {
    this.#looksAt.delete(connection);
    this.#drop(connection, conversation);
    const room = this.#rooms.get(conversation);
    room?.lookers.delete(connection);
    if (room?.lookers.size !== 0) return;
    room.timer?.cancel();
    this.#rooms.delete(conversation);
  }

  #drop(connection: Connection, reason: Reason): void {
    const reasons = this.#held.get(connection);
    for (const user of reasons?.get(reason) ?? []) {
      const holders = this.#holders.get(user);
      const left = (holders?.get(connection) ?? 1) - 1;
      if (left > 0) holders?.set(connection, left);
      else holders?.delete(connection);
      if (holders?.size === 0) this.#holders.delete(user);
    }
    reasons?.delete(reason);
  }

  #push(changes: readonly PresenceChange[]): void {
    const byConnection = new Map<Connection, number[]>();
    changes.forEach(({ user }, n) => {
      for (const connection of this.#holders.get(user)?.keys() ?? []) {
        const known = byConnection.get(connection);
        if (known) known.push(n);
        else byConnection.set(connection, [n]);
      }
    });
    const encoded = new Map<string, string[]>(); // most hold the same, so that few are encoded
    for (const [connection, which] of byConnection) {
      const key = which.join();
      const frames = encoded.get(key) ?? framesOf(which.flatMap((n) => changes[n] ?? []));
      encoded.set(key, frames);
      connection.whenSynced(() => {
        for (const text of frames) connection.sendText(text);
      });
    }
  }

  #countsChanged(conversation: ConversationId): void {
    const room = this.#rooms.get(conversation);
    if (!room || room.timer) return;
    const { clock } = this.parts;
    const pace = Math.ceil(room.lookers.size / LOOKERS_AT_FULL_PACE);
    const waitMs = Math.min(SLOWEST_COUNTS_MS, pace * PRESENCE_COALESCE_MS);
    const inMs = Math.max(0, room.toldAt + waitMs - clock.elapsed());
    room.timer = clock.after(inMs, () => this.#tellCounts(conversation, room));
  }

  #tellCounts(conversation: ConversationId, room: Room): void {
    room.timer = undefined;
    const counts = this.parts.indexes.counts(conversation);
    if (!counts || same(counts, room.told)) return;
    room.told = counts;
    room.toldAt = this.parts.clock.elapsed();
    const text = JSON.stringify({
      type: "presence",
      changes: [],
      counts: { conversation, ...counts },
    });
    for (const connection of room.lookers) {
      connection.whenSynced(() => connection.sendText(text));
    }
  }
}

function framesOf(changes: readonly PresenceChange[]): string[] {
  const frames: string[] = [];
  for (let at = 0; at < changes.length; at += CHANGES_A_FRAME) {
    const part = changes.slice(at, at + CHANGES_A_FRAME);
    frames.push(JSON.stringify({ type: "presence", changes: part }));
  }
  return frames;
}

function same(one: PresenceCounts, other: PresenceCounts): boolean {
  return one.online === other.online && one.away === other.away &&
    one.offline === other.offline && one.guests === other.guests;
}
