import type { Bus, ConnectedHere, InstanceId } from "../../cluster/bus.ts";
import type { Connected } from "../../protocol/administration.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import type { Actor, Announcer } from "../chat.ts";

/** How long the others may take to answer: the far link takes a read and a write of the store. */
const ANSWER_WITHIN_MS = 1_500;
/** People of one instance who are listed, and how many one message holds. */
const MAX_PER_INSTANCE = 1_000;
const PER_MESSAGE = 100;

/** Asks every instance who is connected to it. */
export interface ConnectedUsers {
  /** Everyone who is connected; `silent` are instances that did not answer in time. */
  list(): Promise<{ connected: Connected[]; silent: InstanceId[] }>;
  /** By which of their sessions a user is connected, anywhere that answered in time. */
  sessionsOf(user: UserId): Promise<ReadonlySet<string>>;
}

export interface ConnectedUsersParts {
  /** Who is connected to this instance; of one user, also by which sessions. */
  here: (user?: UserId) => ConnectedHere[];
  bus: Bus;
  announcer: Announcer;
  conversations: Pick<Conversations, "getMany">;
  clock: Clock;
  random: Random;
}

interface PendingQuestion {
  found: Map<InstanceId, ConnectedHere[]>;
  waiting: Set<InstanceId>;
  done: () => void;
}

/**
 * Asks over the bus: this happens when somebody looks and costs nothing when nobody does. Rows in
 * the store would cost a write for each room that anybody opens.
 */
export function createConnectedUsers(parts: ConnectedUsersParts): ConnectedUsers {
  const { here, bus, announcer, clock, random } = parts;
  const asking = new Map<string, PendingQuestion>();
  let running: ReturnType<ConnectedUsers["list"]> | undefined;

  announcer.onAnnouncement((_, message) => {
    if (message.type === "who-is-connected" && !asking.has(message.ask)) {
      answer(message.ask, message.user);
    }
    if (message.type !== "connected-here") return;
    const asked = asking.get(message.ask);
    if (!asked) return;
    const before = asked.found.get(message.instance) ?? [];
    asked.found.set(message.instance, [...before, ...message.connected]);
    if (!message.more) asked.waiting.delete(message.instance);
    if (asked.waiting.size === 0) asked.done();
  });

  function answer(ask: string, user?: UserId) {
    const all = here(user).slice(0, MAX_PER_INSTANCE);
    const pages = Math.max(1, Math.ceil(all.length / PER_MESSAGE));
    announcer.announce(Array.from({ length: pages }, (_, page) => ({
      topic: "everyone" as const,
      message: {
        type: "connected-here" as const,
        ask,
        instance: bus.instance,
        more: page < pages - 1,
        connected: all.slice(page * PER_MESSAGE, (page + 1) * PER_MESSAGE),
      },
    })));
  }

  async function ask(user?: UserId): Promise<Pick<PendingQuestion, "found" | "waiting">> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const others = bus.instances().filter((instance) => instance !== bus.instance);
    const found = new Map([[bus.instance, here(user).slice(0, MAX_PER_INSTANCE)]]);
    const asked: PendingQuestion = { found, waiting: new Set(others), done: resolve };
    const name = random.uuid();
    asking.set(name, asked);
    if (others.length === 0) resolve();
    else {
      const message = { type: "who-is-connected", ask: name, user } as const;
      announcer.announce([{ topic: "everyone", message }]);
    }
    const timer = clock.after(ANSWER_WITHIN_MS, resolve);
    await promise;
    timer.cancel();
    asking.delete(name);
    return asked;
  }

  async function list(): ReturnType<ConnectedUsers["list"]> {
    const { found, waiting } = await ask();
    return { connected: await withRooms(parts, found), silent: [...waiting] };
  }

  return {
    list() {
      running ??= list().finally(() => running = undefined);
      return running;
    },
    async sessionsOf(user) {
      const { found } = await ask(user);
      return new Set([...found.values()].flat().flatMap(({ sessions }) => sessions ?? []));
    },
  };
}

/** Where people are is told of rooms that everybody may see: the rest is theirs alone. */
async function withRooms(
  { conversations }: Pick<ConnectedUsersParts, "conversations">,
  found: ReadonlyMap<InstanceId, ConnectedHere[]>,
): Promise<Connected[]> {
  const all = [...found].flatMap(([instance, people]) =>
    people.map((one) => ({ instance, ...one }))
  );
  const places = new Set(all.flatMap(({ place }) => place ?? []));
  const rooms = await conversations.getMany([...places]);
  return all.map(({ place, ...one }) => {
    const room = place === undefined ? undefined : rooms.get(place);
    const shown = room?.kind === "room" && !room.private && room.name !== undefined;
    if (!shown) return one;
    const { id, name = "", title } = room;
    return { ...one, room: { id, name, ...(title !== undefined && { title }) } };
  }).sort((one, other) => one.since - other.since);
}

/** What the list needs to know of a connection. */
export interface OpenConnection {
  actor: Actor;
  since: number;
  place?: ConversationId;
}

/**
 * One line a user: since their first connection, where their last one is. Of one alone, with their
 * sessions.
 */
export function connectedHere(
  connections: Iterable<OpenConnection>,
  only?: UserId,
): ConnectedHere[] {
  const byUser = new Map<UserId, ConnectedHere>();
  for (const { actor: { user, session }, since, place } of connections) {
    if (only !== undefined && user.id !== only) continue;
    const known = byUser.get(user.id);
    byUser.set(user.id, {
      user,
      connections: (known?.connections ?? 0) + 1,
      since: Math.min(since, known?.since ?? since),
      place: place ?? known?.place,
      ...(only !== undefined && { sessions: [...known?.sessions ?? [], session] }),
    });
  }
  return [...byUser.values()];
}
