// How many events a second the log takes on a local file: `deno run -A bench/append.ts`.
// One in flight shows what a lone writer waits; 256 what the group commit gathers.
import { createLog } from "../lib/log/create_log.ts";
import { openKv } from "../lib/kv/open_kv.ts";
import { stderrLogger as logger } from "../lib/runtime/logger.ts";
import { systemClock as clock, systemRandom as random } from "../lib/runtime/clock.ts";

/** How long each figure is measured, in milliseconds. */
const MEASURED_MS = 3_000;

interface Figure {
  inFlight: number;
  rooms: number;
  perSecond: number;
  perCommit: number;
  p50Ms: number;
  p99Ms: number;
}

async function measure(inFlight: number, rooms: number): Promise<Figure> {
  const folder = await Deno.makeTempDir({ prefix: "palabre_bench_" });
  const kv = await openKv(`${folder}/append.kv`, { clock, random, logger });
  let commits = 0;
  let appended = 0;
  const onCommitted = () => commits++;
  const log = createLog({ kv, clock, random, logger, onCommitted });
  const text = "A message as people write them: a line or so, rarely more than that.";
  const waited: number[] = [];
  const start = performance.now();
  const write = async (writer: number) => {
    const conversation = `room-${writer % rooms}`;
    let after = 0;
    while (performance.now() < start + MEASURED_MS) {
      const asked = performance.now();
      const id = random.uuid();
      const draft = { kind: "message", id, text } as const;
      const outcome = await log.append({ conversation, by: `user-${writer}`, id, after, draft });
      if (outcome.is === "appended") after = outcome.appended.seq;
      waited.push(performance.now() - asked);
      appended++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, writer) => write(writer)));
  const seconds = (performance.now() - start) / 1000;
  await log.drain();
  kv.close();
  await Deno.remove(folder, { recursive: true });
  waited.sort((a, b) => a - b);
  return {
    inFlight,
    rooms,
    perSecond: Math.round(appended / seconds),
    perCommit: Math.round(appended / commits),
    p50Ms: rounded(waited[Math.floor(waited.length * 0.5)]),
    p99Ms: rounded(waited[Math.floor(waited.length * 0.99)]),
  };
}

function rounded(ms = 0): number {
  return Math.round(ms * 100) / 100;
}

if (import.meta.main) {
  const figures = [await measure(1, 1), await measure(256, 1), await measure(256, 100)];
  // deno-lint-ignore no-console -- what a benchmark is for
  console.table(figures);
}
