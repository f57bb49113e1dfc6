import { QueueFull, Semaphore } from "../async/semaphore.ts";
import { SingleFlight } from "../async/single_flight.ts";
import type { Actor, Chat } from "../chat/chat.ts";
import { tooFast } from "../protocol/errors.ts";
import type { UserId } from "../protocol/events.ts";
import type { Rates } from "../sockets/rates.ts";

/**
 * What a read takes of its reader's budget (`Rates.work`): about the reads of the store and the
 * milliseconds that it may cost.
 */
const COSTS = {
  sync: 20,
  rooms: 10,
  members: 5,
  people: 5,
  person: 3,
  history: 5,
  pins: 5,
  sharedFiles: 5,
  reactors: 2,
  summary: 2,
  invitations: 2,
  requests: 2,
  mentions: 10,
  why: 5,
  bookmarks: 10,
  origins: 10,
  drafts: 2,
  later: 10,
  commands: 5,
  threads: 10,
  search: 20,
} as const;

/** Reads of one person at once on this instance; more wait. */
const AT_ONCE_FOR_ONE = { concurrency: 4, maxQueued: 300 };
/** Reads of everyone at once: the store answers appends and health checks between them. */
const AT_ONCE = { concurrency: 16, maxQueued: 5_000 };
/** `retryAfterMs` where too many reads wait. */
const CROWDED_RETRY_MS = 1_000;

/**
 * The chat, whose reads are bounded: each costs something of what its reader may cause in a while, on
 * any socket and over HTTP; few of one person and of all run at once; equal ones of one person that
 * come while one waits share it. Refuses with `too-fast`.
 */
export function boundReads(chat: Chat, rates: Pick<Rates, "work">): Chat {
  const everyone = new Semaphore(AT_ONCE);
  const readers = new Map<UserId, { turns: Semaphore; reads: number }>();

  async function inTurn<T>({ user: { id } }: Actor, read: () => Promise<T>): Promise<T> {
    const reader = readers.get(id) ?? { turns: new Semaphore(AT_ONCE_FOR_ONE), reads: 0 };
    readers.set(id, reader);
    reader.reads++;
    try {
      return await reader.turns.run(() => everyone.run(read));
    } catch (error) {
      throw error instanceof QueueFull ? tooFast(CROWDED_RETRY_MS) : error;
    } finally {
      if (--reader.reads === 0) readers.delete(id);
    }
  }

  function bound<A extends unknown[], T>(
    cost: number,
    read: (actor: Actor, ...asked: A) => Promise<T>,
  ): (actor: Actor, ...asked: A) => Promise<T> {
    const shared = new SingleFlight<T>();
    return async (actor, ...asked) => {
      const waitMs = rates.work(actor, cost);
      if (waitMs > 0) throw tooFast(waitMs);
      const equal = JSON.stringify([actor.user.id, ...asked]);
      return await shared.run(equal, () => inTurn(actor, () => read(actor, ...asked)));
    };
  }

  return {
    ...chat,
    sync: bound(COSTS.sync, chat.sync),
    rooms: bound(COSTS.rooms, chat.rooms),
    members: bound(COSTS.members, chat.members),
    people: bound(COSTS.people, chat.people),
    person: bound(COSTS.person, chat.person),
    history: bound(COSTS.history, chat.history),
    pins: bound(COSTS.pins, chat.pins),
    sharedFiles: bound(COSTS.sharedFiles, chat.sharedFiles),
    reactors: bound(COSTS.reactors, chat.reactors),
    summary: bound(COSTS.summary, chat.summary),
    invitations: bound(COSTS.invitations, chat.invitations),
    requests: bound(COSTS.requests, chat.requests),
    mentions: bound(COSTS.mentions, chat.mentions),
    why: bound(COSTS.why, chat.why),
    bookmarks: bound(COSTS.bookmarks, chat.bookmarks),
    origins: bound(COSTS.origins, chat.origins),
    drafts: bound(COSTS.drafts, chat.drafts),
    later: bound(COSTS.later, chat.later),
    commands: bound(COSTS.commands, chat.commands),
    threads: bound(COSTS.threads, chat.threads),
    search: bound(COSTS.search, chat.search),
  };
}
