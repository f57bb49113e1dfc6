import { registry } from "../islands/registry.ts";
import { openChannel } from "../lib/cluster/channel.ts";
import { refuseHalfRestored } from "../lib/backup/restore.ts";
import type { Config } from "../lib/config/config.ts";
import { readTrustedProxies } from "../lib/http/connection_info.ts";
import { type Instance, type InstanceSettings, startInstance } from "../lib/instance/instance.ts";
import { guardMemory } from "../lib/instance/memory_guard.ts";
import {
  collectGarbage,
  cpuMs,
  heapBytes,
  memoryLimit,
  memoryPart,
} from "../lib/instance/process_memory.ts";
import { tidyMemory } from "../lib/instance/tidy_memory.ts";
import { tellVisits } from "../lib/instance/visits.ts";
import type { Assets } from "../lib/islands/server/assets.ts";
import { loadIslands } from "../lib/islands/server/island.tsx";
import type { CallOptions } from "../lib/instance/outgoing.ts";
import type { PushOptions } from "../lib/instance/push.ts";
import { readHosts } from "../lib/net/private_hosts.ts";
import type { IrcDoor } from "../lib/irc/door.ts";
import { openKv } from "../lib/kv/open_kv.ts";
import type { Logger } from "../lib/runtime/logger.ts";
import { type Clock, systemClock, systemRandom } from "../lib/runtime/clock.ts";
import { type AppServices, createApp } from "./app.ts";
import type { IrcListener } from "./irc_listener.ts";
import { limitGuests } from "./guest_limit.ts";
import { setupAnnouncement } from "./setup_link.ts";

/** What a server is started with, besides its configuration. */
export interface ServerRuntime {
  /** What the build made; asked for beside the store. */
  assets: Promise<Assets>;
  /** The project's folder, where icons are. */
  root: URL;
  logger: Logger;
  /** The machine's, unless another is given. */
  clock?: Clock;
  /** Says to who sits before the server what happens in it, where somebody does. */
  tell?: (line: string) => void;
  /** Called once when the memory is nearly used up: the server should be closed. */
  exhausted: () => void;
  /** Called when an announced shutdown is due, to close the server; by default the instance ends. */
  due?: () => void;
}

/** A server that is ready for requests. */
export interface Server {
  fetch(request: Request, info: Deno.ServeHandlerInfo<Deno.Addr>): Response | Promise<Response>;
  readonly instance: Instance;
  /** Ends in order, within 3.5 s (D7). */
  close(): Promise<void>;
  /** Where IRC clients connect over TCP, if they may. */
  readonly ircPort: number | undefined;
  /** What a person who has just started it should read, if anything. */
  readonly announcement: string | undefined;
}

/** How the configuration has devices notified. Throws an `Error` that names what is no host. */
function pushOf({ push: { vapidKey, hosts } }: Config): PushOptions {
  if (hosts === undefined) return { vapidKey };
  return { vapidKey, isPushHost: readHosts(hosts, "PALABRE_PUSH_HOSTS") };
}

/** Opens the store, which no restore left half. Throws `KvNotOpened`, `HalfRestored`. */
async function openWholeKv({ kv: place, deployed }: Config, parts: Parameters<typeof openKv>[1]) {
  const kv = await openKv(place, parts, deployed);
  await refuseHalfRestored(kv);
  return kv;
}

/** Whom the configuration lets be called. Throws an `Error` that names what is no host. */
function callsOf({ privateHosts }: Config): CallOptions {
  if (privateHosts === undefined) return {};
  return { isPrivateHost: readHosts(privateHosts, "PALABRE_PRIVATE_HOSTS") };
}

/** What the configuration says of an instance. */
function settingsOf(config: Config): InstanceSettings {
  const { name, files, providers, mail } = config;
  return {
    name,
    files,
    providers,
    push: pushOf(config),
    calls: callsOf(config),
    ...(mail && { mail: { by: mail, origin: mail.origin } }),
  };
}

/** What may still be asked, and what is left of it. */
function ratesOf(
  instance: Instance,
): Pick<AppServices, "sendRate" | "requestRate" | "fileRate" | "addressRate" | "budgets"> {
  return {
    sendRate: (actor) => instance.sendRate(actor),
    requestRate: (actor, address) => instance.requestRate(actor, address),
    fileRate: (actor, address) => instance.fileRate(actor, address),
    budgets: (actor, address) => instance.budgets(actor, address),
    addressRate: (address, cost) => instance.addressRate(address, cost),
  };
}

/** Opens the store and composes all that answers. Throws with one line that says what to mend. */
export async function startServer(config: Config, runtime: ServerRuntime): Promise<Server> {
  const { logger, clock = systemClock } = runtime;
  const parts = { clock, random: systemRandom, logger };
  const isTrustedProxy = readTrustedProxies(config.trustedProxies);
  const [assets, Island, kv] = await Promise.all([
    runtime.assets,
    loadIslands(registry),
    openWholeKv(config, parts),
  ]);
  const limited = config.rates === "on";
  if (!limited) logger.info("PALABRE_RATES=off: nobody is limited, for benchmarks and tests only");
  const channel = openChannel();
  const { due } = runtime;
  const instance = await startInstance(
    { ...parts, kv, channel, rates: limited, due },
    settingsOf(config),
  );
  const limit = config.memoryBytes ?? memoryLimit(config.deployed);
  const guard = guardMemory({
    ...parts,
    used: () => memoryPart(limit),
    exhausted: runtime.exhausted,
  });
  const tidy = tidyMemory({ clock, usedBytes: heapBytes, cpuMs, collect: collectGarbage });
  const headroom = () => guard.headroom;

  if (runtime.tell) tellVisits(instance, { clock, tell: runtime.tell });
  const { users, presence, previews, chat, administration, identity, personalData } = instance;
  const { exports, files, hooks, imports, limits, mails, push } = instance;
  const entering = limitGuests(() => headroom() === "ample", identity);
  let irc: Promise<IrcDoor> | undefined;
  async function makeIrcDoor() {
    const { createIrcDoor } = await import("../lib/irc/create_gateway.ts"); // few servers need it
    return createIrcDoor({
      instance,
      identity: entering,
      administration,
      takes: () => headroom() !== "exhausted",
      community: { name: () => administration.profile().name, origin: config.origins[0] },
    }, parts);
  }
  const ircDoor = () => irc ??= makeIrcDoor();
  const app = createApp({
    ...parts,
    instance,
    users,
    chat,
    presence,
    assets,
    Island,
    headroom,
    isTrustedProxy,
    administration,
    personalData,
    previews,
    exports,
    files,
    hooks,
    imports,
    limits,
    mails,
    push,
    identity: entering,
    ircDoor,
    ...ratesOf(instance),
    origins: config.origins,
    apiOrigins: config.apiOrigins,
    root: runtime.root,
    devStart: config.devStart,
  });

  async function close() {
    guard.stop();
    tidy.cancel();
    listener?.close();
    await instance.close();
    await irc?.then((door) => door.endAll(), () => {}); // one that was not made has nobody
    kv.close();
  }
  const code = await instance.setup.open(config.setupCode);
  let listener: IrcListener | undefined;
  try {
    if (config.irc) {
      const { listenForIrc } = await import("./irc_listener.ts");
      listener = listenForIrc(config.irc, await ircDoor(), parts);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    fetch: (request, info) => app.fetch(request, info),
    instance,
    close,
    ircPort: listener?.port,
    announcement: [listener?.announcement, code && setupAnnouncement(config, code)]
      .filter(Boolean).join("\n") || undefined,
  };
}
