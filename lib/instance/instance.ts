import type { Administration } from "../chat/administration/create_administration.ts";
import { connectedHere } from "../chat/administration/census.ts";
import { createTally } from "../chat/administration/tally.ts";
import { createAnnouncer } from "../chat/announcer.ts";
import type { Actor, Announcer, Chat, Presence, SessionState } from "../chat/chat.ts";
import { createChat } from "../chat/create_chat.ts";
import { createDirectory } from "../chat/directory.ts";
import { createFeeds } from "../chat/feeds.ts";
import { createPresence } from "../chat/presence.ts";
import type { AdmissionPolicy } from "../chat/admission_policy.ts";
import type { Channel } from "../cluster/channel.ts";
import { startBus } from "../cluster/cluster.ts";
import type { InstanceId } from "../cluster/bus.ts";
import type { Locale } from "../i18n/locale.ts";
import type { UserId } from "../protocol/events.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { Recheck } from "../sockets/admission.ts";
import { hearAnnouncements } from "../sockets/announcements.ts";
import { watchForExpiry } from "../sockets/expiry.ts";
import { Hub } from "../sockets/hub.ts";
import { Memberships } from "../sockets/memberships.ts";
import { createRates, unlimitedRates } from "../sockets/rates.ts";
import { Reception } from "../sockets/reception.ts";
import { reviewOnSuspicion } from "../sockets/review.ts";
import type { Socket, SocketListener } from "../sockets/socket.ts";
import { watchForStalls } from "../sockets/stalls.ts";
import { ensureGeneral } from "../store/conversations.ts";
import type { Committed, ConversationLog } from "../store/conversation_log.ts";
import type { Kv } from "../store/kv.ts";
import { createLog } from "../store/log.ts";
import { createPresenceRows } from "../store/presence_rows.ts";
import { createSessions, expiryOf, type Sessions } from "../store/sessions.ts";
import type { Setup } from "../store/setup.ts";
import { createTallies } from "../store/tallies.ts";
import { createUsers, type Users } from "../store/users.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Random } from "../world/world.ts";
import { createCountdown } from "./countdown.ts";
import { createGovernance } from "./governance.ts";
import { shutDown } from "./shutdown.ts";

/** Connections of guests from one address: they may be a school, and each costs memory. */
const MAX_AT_ADDRESS = 200;

export interface InstanceOptions {
  kv: Kv;
  clock: Clock;
  random: Random;
  report: Report;
  /** The way to near instances; without one, all goes through the store. */
  channel?: Channel;
  /** The id to run under, never used before; a random one by default. */
  instance?: InstanceId;
  /** Whether the rates of `LIMITS` hold. */
  rates: boolean;
  /** Asked about each connection once its user's affairs are heard; by default session and sanctions. */
  recheck?: Recheck;
  /** Called when an announced shutdown is due, to `close`; by default the instance closes itself. */
  due?: () => void;
  /** Makes the log; by default the one of `lib/store/log.ts`. */
  createLog?: typeof createLog;
}

/** One running copy of Palabre over a store: what routes, tests and the simulator drive. */
export interface Instance {
  readonly id: InstanceId;
  readonly state: "serving" | "closing" | "closed";
  readonly chat: Chat;
  readonly presence: Presence;
  readonly announcer: Announcer;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly log: ConversationLog;
  readonly administration: Administration;
  /** What decides who may come in: for identity. */
  readonly admission: AdmissionPolicy;
  readonly setup: Setup;
  /** How many sockets are here. */
  readonly connections: number;
  connectionsOf(user: UserId): number;
  /** Whether the actor, or a guest's address, has as many connections here as may be. */
  crowded(actor: Actor): boolean;
  /** Calls `left` when a user's last connection here is gone, but not for those sent away by `close`. */
  onLeft(left: (user: UserId) => void): void;
  /** Counts one more request that appends; 0 when it may, else the milliseconds to wait. */
  sendRate(actor: Actor): number;
  /** Counts one more request, of somebody or of an address; 0 when it may, else the wait. */
  requestRate(actor: Actor | undefined, address: string): number;
  /** Attaches an open socket of a user, and gives who listens to it. */
  accept(socket: Socket, actor: Actor, locale: Locale): SocketListener;
  /**
   * Takes no more sockets, finishes what was asked, says goodbye to everyone and leaves the others,
   * within 3.5 s of the clock (D7). The store is left open.
   */
  close(): Promise<void>;
}

/** Composes one instance. Throws `Unavailable` when the store does not answer. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { kv, clock, random, report } = options;
  const bus = await startBus(options);
  await ensureGeneral(kv, clock);
  const users = createUsers(options);
  const sessions = createSessions(options);
  const announcer = createAnnouncer({ bus, report });
  const directory = createDirectory({ users, announcer, clock });
  const log = (options.createLog ?? createLog)({
    ...options,
    onCommitted: (committed: Committed[]) => {
      feeds.committed(committed);
      tally.committed(committed);
    },
    doubted: () => bus.doubt(),
  });
  const tally = createTally({
    ...{ clock, report, instance: bus.instance, tallies: createTallies(kv) },
  });
  const feeds = createFeeds({ log, bus, directory, clock, report });
  const rows = createPresenceRows(kv);
  const presence = createPresence({ rows, bus, announcer, directory, clock, report });
  const chat = createChat({ ...options, log, users, bus, announcer, directory, presence });
  let state: Instance["state"] = "serving";
  let reason: "restart" | "shutdown" = "restart";
  let closing: Promise<void> | undefined;
  const countdown = createCountdown({ kv, announcer, bus, clock, report, due });
  const { administration, admission, setup } = createGovernance({
    ...{ ...options, bus, users, sessions, announcer, presence, log, tally, access: chat.access },
    here: () => connectedHere(hub.connections),
  });
  const rates = options.rates ? createRates(clock) : unlimitedRates;
  const hub = new Hub({ feeds, presence, bus, clock, report });
  const recheck = options.recheck ?? ((actor: Actor) => stateOf(sessions, admission, actor));
  const doubted = reviewOnSuspicion({ ...options, hub, chat, bus, announcer, recheck, users });
  const memberships = new Memberships({ hub, chat, report, doubted });
  hearAnnouncements({
    ...{ hub, chat, announcer, memberships, person: directory.person, clock, report, doubted },
  });
  const reception = new Reception({
    ...{ instance: bus.instance, hub, memberships, chat, presence, bus, rates, recheck },
    ...{ clock, random, report },
    planned: () => countdown.planned,
  });
  await presence.start();
  await countdown.start();
  const watches = [watchForStalls(hub, clock), watchForExpiry({ hub, recheck, clock, report })];

  const parts = { clock, random, report };
  async function close() {
    state = "closing";
    for (const watch of watches) watch.cancel();
    countdown.stop();
    await shutDown({ ...parts, reception, hub, log, chat, presence, feeds, bus, tally, reason });
    state = "closed";
  }

  function due(then: typeof reason) {
    reason = then;
    if (options.due) options.due();
    else void (closing ??= close());
  }

  return {
    ...{ id: bus.instance, chat, presence, announcer, users, sessions, log },
    ...{ administration, admission, setup },
    get state() {
      return state;
    },
    get connections() {
      return hub.connections.size;
    },
    connectionsOf: (user) => hub.ofUser(user).size,
    onLeft: (left) => hub.onLeft((user) => state === "serving" && left(user)),
    crowded({ user, address }) {
      if (hub.ofUser(user.id).size >= LIMITS.connections) return true;
      if (!options.rates || user.role !== "guest" || address === undefined) return false;
      return hub.countAt(address) >= MAX_AT_ADDRESS;
    },
    sendRate: (actor) => rates.send(actor),
    requestRate: (actor, address) => rates.request(actor, address),
    accept: (socket, actor, locale) => reception.accept(socket, actor, locale),
    close: () => closing ??= close(),
  };
}

async function stateOf(
  sessions: Sessions,
  admission: AdmissionPolicy,
  { user, session }: Actor,
): Promise<SessionState> {
  const [held, why] = await Promise.all([sessions.hold(session), admission.barring(user.id)]);
  if (held?.user !== user.id) return { is: "over", why: { reason: "session-ended" } };
  return why ? { is: "over", why } : { is: "valid", until: expiryOf(held) };
}
