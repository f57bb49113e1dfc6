import { registry } from "../islands/registry.ts";
import { argon2Hasher, isCommonPassword } from "../lib/chat/argon2.ts";
import type { Actor } from "../lib/chat/chat.ts";
import { createIdentity } from "../lib/chat/create_identity.ts";
import { openChannel } from "../lib/cluster/channel.ts";
import type { Config } from "../lib/config/config.ts";
import { readTrustedProxies } from "../lib/http/arrival.ts";
import { type Instance, startInstance } from "../lib/instance/instance.ts";
import { guardMemory } from "../lib/instance/memory_guard.ts";
import { memoryLimit, memoryPart } from "../lib/instance/process_memory.ts";
import type { Assets } from "../lib/islands/server/assets.ts";
import { loadIslands } from "../lib/islands/server/island.tsx";
import { createAttempts, unlimitedAttempts } from "../lib/store/attempts.ts";
import { openKv } from "../lib/store/open_kv.ts";
import type { Report } from "../lib/world/report.ts";
import { type Clock, systemClock, systemRandom } from "../lib/world/world.ts";
import { createApp } from "./app.ts";
import { guestsWhile } from "./guests.ts";
import { setupAnnouncement } from "./setup_link.ts";

/** What a server is started with, besides its configuration. */
export interface ServerWorld {
  /** What the build made; asked for beside the store. */
  assets: Promise<Assets>;
  report: Report;
  /** The machine's, unless another is given. */
  clock?: Clock;
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
  /** What a person who has just started it should read, if anything. */
  readonly announcement: string | undefined;
}

/** Opens the store and composes all that answers. Throws with one line that says what to mend. */
export async function startServer(config: Config, world: ServerWorld): Promise<Server> {
  const { report, clock = systemClock } = world;
  const parts = { clock, random: systemRandom, report };
  const isTrustedProxy = readTrustedProxies(config.trustedProxies);
  const [assets, Island, kv] = await Promise.all([
    world.assets,
    loadIslands(registry),
    openKv(config.kv, parts, config.deployed),
  ]);
  const limited = config.rates === "on";
  if (!limited) report("PALABRE_RATES=off: nobody is limited, for benchmarks and tests only");
  const channel = openChannel();
  const recheck = (actor: Actor) => identity.recheck(actor);
  const { due } = world;
  const instance = await startInstance({ ...parts, kv, channel, rates: limited, recheck, due });
  const limit = config.memoryBytes ?? memoryLimit(config.deployed);
  const guard = guardMemory({
    ...parts,
    used: () => memoryPart(limit),
    exhausted: world.exhausted,
  });
  const room = () => guard.room;

  const { users, sessions, announcer, presence, chat, admission, administration } = instance;
  const identity = createIdentity({
    ...{ ...parts, kv, users, sessions, announcer, admission, isCommonPassword },
    attempts: limited ? createAttempts({ ...parts, kv }) : unlimitedAttempts,
    isHere: (user) => presence.of(user) !== "offline",
    hasher: argon2Hasher(),
  });
  instance.onLeft((user) => {
    identity.left(user).catch((error) => report("a departure could not be noted", error));
  });
  const app = createApp({
    ...{ ...parts, kv, instance, users, chat, presence, assets, Island, room, isTrustedProxy },
    administration,
    identity: guestsWhile(() => room() === "ample", identity),
    sendRate: (actor) => instance.sendRate(actor),
    requestRate: (actor, address) => instance.requestRate(actor, address),
    origins: config.origins,
    community: config.name,
    root: new URL("..", import.meta.url),
    devStart: config.devStart,
  });

  async function close() {
    guard.stop();
    await instance.close();
    kv.close();
  }
  const code = await instance.setup.open(config.setupCode);
  return {
    fetch: (request, info) => app.fetch(request, info),
    instance,
    close,
    announcement: code && setupAnnouncement(config, code),
  };
}
