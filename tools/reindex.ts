// Has the index of search made anew, by a server that is running or by the next one that starts.
import { readConfig } from "../lib/config/config.ts";
import { openKv } from "../lib/kv/open_kv.ts";
import { systemClock, systemRandom } from "../lib/runtime/clock.ts";
import { stderrLogger } from "../lib/runtime/logger.ts";
import { rebuildIndexesLater } from "../lib/search/indexing.ts";
import { print } from "./terminal.ts";

const { kv: place } = readConfig(Deno.env.toObject());
const kv = await openKv(place, {
  clock: systemClock,
  random: systemRandom,
  logger: stderrLogger,
});
await kv.commit([], [rebuildIndexesLater(systemClock.now())]);
kv.close();
print(
  "All messages will be indexed anew: by the server that runs, within a minute, or by the next.",
);
