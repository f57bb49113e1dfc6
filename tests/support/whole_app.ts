import { registry } from "../../islands/registry.ts";
import { readTrustedProxies } from "../../lib/http/connection_info.ts";
import { createIrcDoor } from "../../lib/irc/create_gateway.ts";
import type { IrcDoor } from "../../lib/irc/door.ts";
import { loadIslands } from "../../lib/islands/server/island.tsx";
import { createApp } from "../../routes/app.ts";
import type { Community, Place } from "./community.ts";
import { recordingLogger } from "./loggers.ts";
import { memoryAssets } from "./memory_assets.ts";
import { SeededRandom } from "./seeded_random.ts";

/**
 * All that a server answers, over an instance of a community: its pages and forms too, and a door for IRC,
 * on the community's clock and without rates of requests.
 */
export async function wholeApp(
  { clock, reported }: Pick<Community, "clock" | "reported">,
  { instance }: Pick<Place, "instance">,
): Promise<{ app: Place["app"]; irc: IrcDoor }> {
  const runtime = {
    clock,
    random: new SeededRandom(11),
    logger: recordingLogger((what, error) => void reported.push(`${what}: ${error ?? ""}`)),
  };
  const { identity, administration } = instance;
  const community = { name: () => administration.profile().name };
  const irc = createIrcDoor(
    { instance, identity, administration, community, takes: () => true },
    runtime,
  );
  const app = createApp({
    ...runtime,
    ...instance,
    instance,
    isTrustedProxy: readTrustedProxies(),
    assets: memoryAssets(Object.keys(registry)),
    Island: await loadIslands(registry),
    root: new URL("../..", import.meta.url),
    ircDoor: () => Promise.resolve(irc),
    headroom: () => "ample",
    sendRate: () => 0,
    requestRate: () => 0,
    fileRate: () => 0,
    addressRate: () => 0,
    budgets: () => [],
    origins: [],
    apiOrigins: [],
  });
  return { app, irc };
}
