// The built server, which prints what its memory is made of, in MiB: for `bench:uploads`.
import { getHeapSpaceStatistics } from "node:v8";

const MIB = 1024 * 1024;
const EVERY_MS = 100;
const encoder = new TextEncoder();

setInterval(() => {
  const { rss, heapUsed, heapTotal, external } = Deno.memoryUsage();
  const young = getHeapSpaceStatistics()
    .filter(({ space_name }) => space_name.startsWith("new_"))
    .reduce((sum, { physical_space_size }) => sum + physical_space_size, 0);
  const mib = { rss, heapUsed, heapTotal, young, external };
  for (const name in mib) mib[name] = Math.round(10 * mib[name] / MIB) / 10;
  Deno.stderr.writeSync(encoder.encode(`memory ${JSON.stringify(mib)}\n`));
}, EVERY_MS);

await import(new URL("../built/main.js", import.meta.url).href);
