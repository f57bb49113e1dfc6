import type { Administration } from "../chat/administration.ts";
import type { Actor, Announcer, Chat, Presence } from "../chat/chat.ts";
import { type AdmissionPolicy, createAdmissionPolicy } from "../chat/identity/admission.ts";
import { createCommunity } from "../chat/identity/admission_settings.ts";
import type { Identity } from "../chat/identity/identity.ts";
import { createNameRelease } from "../chat/identity/name_release.ts";
import type { InstanceId } from "../cluster/bus.ts";
import type { Channel } from "../cluster/channel.ts";
import { startBus } from "../cluster/cluster.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { gatherReads } from "../kv/gathered_reads.ts";
import type { Locale } from "../i18n/locale.ts";
import type { ReaderClock } from "../i18n/times.ts";
import type { ConversationLog } from "../log/log.ts";
import type { Logger } from "../runtime/logger.ts";
import type { UserId } from "../protocol/events.ts";
import { type FileOptions, type Files, uploadLimits } from "../files/files.ts";
import { LIMITS, type Limits } from "../protocol/limits.ts";
import { Hub } from "../sockets/hub.ts";
import { PresencePushes } from "../sockets/presence_pushes.ts";
import {
  type Budget,
  createRates,
  type Rates,
  type RequestCost,
  unlimitedRates,
} from "../sockets/rates.ts";
import type { AcceptedSocket, Socket } from "../sockets/socket.ts";
import type { ForeignProvider } from "../protocol/foreign_providers.ts";
import type { Setup } from "../store/community/setup.ts";
import { ensureGeneral } from "../store/conversations/conversations.ts";
import { upgradeStore } from "../store/schema/upgrade.ts";
import type { Sessions } from "../store/people/sessions.ts";
import type { Users } from "../store/people/users.ts";
import type { PersonalData } from "../transfer/personal_data.ts";
import { askMutesOfChat } from "../chat/moderation/ask_mutes.ts";
import { askWordsOfChat } from "../chat/moderation/ask_words.ts";
import { composeAdministration, composeConnectedUsers } from "./administration.ts";
import type { IncomingHooks } from "../integrations/hooks.ts";
import { composeHooks } from "./hooks.ts";
import { type CallOptions, composeOutgoing } from "./outgoing.ts";
import type { RoomPreviews } from "../chat/conversations/room_previews.ts";
import { composeChat } from "./chat.ts";
import { composeSockets } from "./connections.ts";
import { boundReads } from "./bounded_reads.ts";
import { createCountdown } from "./countdown.ts";
import { createDelivery, type DeliveryMeans } from "./delivery.ts";
import { composeIdentity, type PasswordPolicy } from "./identity.ts";
import { composeErasure } from "./erasure.ts";
import { composeFiles } from "./files.ts";
import type { MailOptions } from "./mail.ts";
import type { Mails } from "../mail/mail.ts";
import type { Push } from "../push/push.ts";
import { composePersonalData } from "./personal_data.ts";
import { composeExports, type Exports } from "./exports.ts";
import { composeImports, type Imports } from "./imports.ts";
import { composePush, type PushOptions } from "./push.ts";
import { registerJobs } from "./jobs.ts";
import { createHealthCheck, type HealthProblem } from "./health.ts";
import type { Visits } from "./visits.ts";
import { shutDown } from "./shutdown.ts";
import { createStores, type Runtime, type Stores } from "./stores.ts";

/** Connections of guests from one address: they may be a school, and each costs memory. */
const MAX_AT_ADDRESS = 200;

/** What a file that is read takes of its reader's budget: two reads of the store, and its pieces. */
const FILE_COST = 3;

/** What an instance is started with. */
export interface InstanceOptions extends Runtime, DeliveryMeans {
  /** The way to near instances; without one, all goes through the store. */
  channel?: Channel;
  /** The id to run under, never used before; a random one by default. */
  instance?: InstanceId;
  /** Whether the rates of `LIMITS` hold. */
  rates: boolean;
  /** How passwords are kept; by default argon2id, without those that are tried first. */
  passwords?: PasswordPolicy;
  /** Asked about each connection once its user's affairs are heard; by default `Identity.checkSession`. */
  checkSession?: Identity["checkSession"];
  /** Called when an announced shutdown is due, to `close`; by default the instance closes itself. */
  due?: () => void;
}

/** What whoever runs it says. */
export interface InstanceSettings {
  /** What the community is called until somebody names it. */
  name?: string;
  /** Where files go, and how much; by default into the store, within the usual limits. */
  files?: FileOptions;
  /** How services that somebody named are called; by default on the public internet alone. */
  calls?: CallOptions;
  /** How what people missed is mailed to them; not at all where it is not said. */
  mail?: MailOptions;
  /** How people's devices are notified; by default by the push services that are known. */
  push?: PushOptions;
  /** Where people may come from by OpenID Connect; from nowhere, by default. */
  providers?: readonly ForeignProvider[];
}

/** One running copy of Palabre over a store: what routes, tests and the simulator drive. */
export interface Instance extends Visits {
  readonly id: InstanceId;
  readonly state: "serving" | "closing" | "closed";
  readonly chat: Chat;
  readonly previews: RoomPreviews;
  readonly presence: Presence;
  readonly announcer: Announcer;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly log: ConversationLog;
  readonly jobs: Jobs;
  readonly administration: Administration;
  readonly identity: Identity;
  /** What decides who may come in. */
  readonly admission: AdmissionPolicy;
  readonly setup: Setup;
  readonly personalData: PersonalData;
  readonly files: Files;
  readonly push: Push;
  /** Absent where no mail is sent. */
  readonly mails: Mails | undefined;
  readonly exports: Exports;
  readonly imports: Imports;
  readonly hooks: IncomingHooks;
  /** What a client is told that it may. */
  readonly limits: Limits;
  /** What keeps this instance from storing messages; writes to the store every 4 s at most. */
  healthProblem(): Promise<HealthProblem | undefined>;
  /** How many sockets are here. */
  readonly connections: number;
  connectionsOf(user: UserId): number;
  /** Whether the actor, or a guest's address, has as many connections here as may be. */
  atConnectionLimit(actor: Actor): boolean;
  /** Counts one more request that appends; 0 when it may, else the milliseconds to wait. */
  sendRate(actor: Actor): number;
  /** Counts one more request, of somebody or of an address; 0 when it may, else the wait. */
  requestRate(actor: Actor | undefined, address: string): number;
  /** Counts one more file that is read, likewise: as work, for a page shows many. */
  fileRate(actor: Actor | undefined, address: string): number;
  /** Counts one more request of an address, whoever asks; 0 when it may, else the wait. */
  addressRate(address: string, cost: RequestCost): number;
  /** What is left of these to somebody, or to an address. */
  budgets(actor: Actor | undefined, address: string): Budget[];
  /** Attaches an open socket of a user, and gives who listens to it. `clock`: of times in sentences. */
  accept(socket: Socket, actor: Actor, locale: Locale, clock?: ReaderClock): AcceptedSocket;
  /**
   * Takes no more sockets, finishes what was asked, says goodbye to everyone and leaves the others,
   * within 3.5 s of the clock (D7). The store is left open.
   */
  close(): Promise<void>;
}

/** Composes one instance. Throws `Unavailable` when the store does not answer. */
export async function startInstance(
  options: InstanceOptions,
  { name, files: fileOptions = {}, push: pushing, mail, calls, providers }: InstanceSettings = {},
): Promise<Instance> {
  const { clock, random, logger, passwords } = options;
  const runtime: Runtime = { kv: gatherReads(options.kv), clock, random, logger };
  const bus = await startBus(options);
  await prepareStore(runtime);
  const stores = createStores(runtime, options.rates);
  const { sessions, setup, users } = stores;
  const delivery = createDelivery(runtime, stores, bus, options);
  const { announcer, feeds, jobs, log, presence } = delivery;
  const limits: Limits = { ...LIMITS, files: uploadLimits(fileOptions) };
  const community = createCommunity({ ...runtime, announcer, bus }, name);
  const composed = composeChat(runtime, stores, delivery, { limits: limits.files, community });
  const { chat: unbounded, access, positions, indexes, previews, keywords } = composed;
  const files = composeFiles(runtime, stores, { access, jobs }, fileOptions);
  registerJobs(runtime, stores, delivery, { chat: unbounded, community, files, calls });
  const admission = createAdmissionPolicy({ ...stores, community, clock });
  const names = createNameRelease({ users, sessions, announcer, presence, community, clock });
  const connectedUsers = composeConnectedUsers(runtime, stores, delivery, () => hub.connections);
  const erasure = composeErasure(runtime, stores, delivery, composed);
  const parts = { ...composed, announcer, admission, community, names, connectedUsers, erasure };
  const identity = composeIdentity(runtime, stores, parts, { passwords, calls, providers });
  const rates = options.rates ? createRates(clock) : unlimitedRates;
  const telling = composeOutgoing(runtime, stores, delivery, { ...composed, identity, calls });
  const chat = askOfChat(composed, boundReads({ ...unbounded, ...telling.commands }, rates));
  const personalData = composePersonalData(stores, delivery, runtime, { chat, identity, files });
  const pushes = new PresencePushes({ presence, indexes, clock });
  const hub = new Hub({ announcer, feeds, presence, pushes, bus, clock, logger });
  const administering = { ...parts, telling, proveOwn: identity.proveOwn, providers, calls };
  const administration = composeAdministration(runtime, stores, delivery, administering);
  let state: Instance["state"] = "serving";
  let closing: Promise<void> | undefined;
  let reason: "restart" | "shutdown" = "restart";
  const countdown = createCountdown({
    ...runtime,
    announcer,
    bus,
    due(then) {
      reason = then;
      if (options.due) options.due();
      else void (closing ??= close());
    },
  });
  const shown = { ...composed, emoji: community };
  const people = { users, identity: checkedBy(identity, options) };
  const services = { chat, pushing: unbounded, ...people, rates, countdown, shown };
  const { acceptor, stopWatching } = composeSockets(runtime, delivery, hub, services, limits);
  noteDepartures(hub, identity, logger, () => state);
  await Promise.all([presence.start(), community.refresh(), keywords.load()]);
  const reached = { stores, delivery, composed, administration, identity, calls };
  const beside = { ...reached, chat, files, rates, telling, jobs };
  const served = composeServices(runtime, stores, fileOptions, beside);
  const { push, mails } = await composePush(runtime, reached, pushing, mail);
  await Promise.all([countdown.start(), delivery.indexing.start(), telling.start()]);
  jobs.start();

  async function close() {
    state = "closing";
    stopWatching();
    countdown.stop();
    await shutDown(runtime, delivery, { acceptor, hub, positions, ...served, reason });
    state = "closed";
  }

  return {
    id: bus.instance,
    chat,
    previews,
    presence,
    announcer,
    users,
    sessions,
    log,
    administration,
    identity,
    admission,
    setup,
    personalData,
    files,
    push,
    mails,
    limits,
    jobs,
    ...served,
    healthProblem: createHealthCheck(runtime, bus.instance, log),
    get state() {
      return state;
    },
    get connections() {
      return hub.connections.size;
    },
    ...limitsOf(hub, rates, options.rates),
    accept: (socket, actor, locale, clock) => acceptor.accept(socket, actor, locale, clock),
    close: () => closing ??= close(),
  };
}

/** Makes a store that is new or older ready for this version. */
async function prepareStore({ kv, clock, logger }: Runtime): Promise<void> {
  await ensureGeneral(kv, clock);
  await upgradeStore(kv, { clock, logger });
}

/** The chat, where whoever is muted shows nothing, and nobody words that moderators look at first. */
function askOfChat(
  { access, screenWords }: Pick<ReturnType<typeof composeChat>, "access" | "screenWords">,
  chat: Chat,
): Chat {
  return askMutesOfChat(access, askWordsOfChat(screenWords, chat));
}

/** Identity, whose sessions are checked as `options` says. */
function checkedBy(
  identity: Identity,
  { checkSession = identity.checkSession }: InstanceOptions,
): Identity {
  return { ...identity, checkSession };
}

/** What serves others than those who chat here. */
function composeServices(
  runtime: Runtime,
  stores: Stores,
  options: FileOptions,
  parts:
    & Parameters<typeof composeExports>[2]
    & Parameters<typeof composeHooks>[2]
    & Parameters<typeof composeImports>[2],
): Pick<Instance, "exports" | "hooks"> & ReturnType<typeof composeImports> {
  return {
    exports: composeExports(runtime, stores, parts),
    hooks: composeHooks(runtime, stores, parts),
    ...composeImports(runtime, stores, parts, options),
  };
}

/** Notes when somebody goes; those who are sent away come back at once. */
function noteDepartures(
  hub: Hub,
  identity: Pick<Identity, "noteDeparture">,
  logger: Logger,
  state: () => Instance["state"],
): void {
  const notNoted = (error: unknown) => logger.error("a departure could not be noted", error);
  hub.onVisits({
    left: ({ id }) => void (state() === "serving" && identity.noteDeparture(id).catch(notNoted)),
  });
}

/** Who is here, and what may come in beside them, by the rates. */
function limitsOf(
  hub: Hub,
  rates: Rates,
  limited: boolean,
):
  & Pick<Instance, "onVisits" | "connectionsOf" | "atConnectionLimit">
  & Pick<Instance, "sendRate" | "requestRate" | "fileRate" | "addressRate" | "budgets"> {
  return {
    onVisits: hub.onVisits.bind(hub),
    connectionsOf: (user) => hub.ofUser(user).size,
    atConnectionLimit({ user, address }) {
      if (hub.ofUser(user.id).size >= LIMITS.connections) return true;
      if (!limited || user.role !== "guest" || address === undefined) return false;
      return hub.countAt(address) >= MAX_AT_ADDRESS;
    },
    sendRate: (actor) => rates.send(actor),
    requestRate: (actor, address) => rates.request(actor, address),
    fileRate: (actor, address) =>
      actor ? rates.work(actor, FILE_COST) : rates.request(actor, address),
    addressRate: (address, cost) => rates.address(address, cost),
    budgets: (actor, address) => rates.budgets(actor, address),
  };
}
