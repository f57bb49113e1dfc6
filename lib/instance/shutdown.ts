import type { ReadPositions } from "../chat/conversations/read_positions.ts";
import type { ImportWork } from "../moving/import/work.ts";
import type { Hub } from "../sockets/hub.ts";
import type { Acceptor } from "../sockets/acceptor.ts";
import type { Random } from "../runtime/clock.ts";
import type { Delivery } from "./delivery.ts";
import type { Runtime } from "./stores.ts";

/** The platform kills 5 s after the signal, and D7 promises 4: these bounds add up to 3.5 s. */
const DRAIN_MS = 2_000;
const SETTLE_MS = 600;
const LEAVE_MS = 900;

/** Clients return over this long: the more there are, the longer, so that they do not all at once. */
const RETURN = { afterMs: 200, perConnectionMs: 5, leastMs: 500, mostMs: 15_000 } as const;

/** What ends with an instance besides its delivery. */
export interface ShutdownParts {
  acceptor: Acceptor;
  hub: Hub;
  positions: Pick<ReadPositions, "close">;
  importWork: Pick<ImportWork, "close">;
  /** What everyone is told; clients come back by themselves either way. */
  reason: "restart" | "shutdown";
}

/** Ends an instance in order (D7). Never rejects: what fails is reported, and the rest goes on. */
export async function shutDown(
  runtime: Omit<Runtime, "kv">,
  { log, presence, feeds, bus, messageCount, jobs, indexing }: Delivery,
  { acceptor, hub, positions, importWork, reason }: ShutdownParts,
): Promise<void> {
  const allGone = acceptor.close();
  const finished = Promise.all([
    log.drain(),
    jobs.stop(),
    indexing.close(),
    importWork.close(),
  ]);
  await bounded(runtime, DRAIN_MS, "requests or jobs were not finished", finished);
  sayGoodbye(hub, reason, runtime.random);
  const leave = async () => {
    const settled = Promise.all([positions.close(), presence.close(), messageCount.close()]);
    await bounded(runtime, SETTLE_MS, "marks and presence were not written", settled);
    await bounded(runtime, LEAVE_MS, "the others were not left", bus.close());
  };
  const closed = bounded(runtime, SETTLE_MS + LEAVE_MS, "sockets were not closed", allGone);
  await Promise.all([leave(), closed]);
  feeds.stop();
}

function sayGoodbye(hub: Hub, reason: ShutdownParts["reason"], random: Random): void {
  const leaving = [...hub.connections];
  const { afterMs, perConnectionMs, leastMs, mostMs } = RETURN;
  const spreadMs = Math.min(mostMs, Math.max(leastMs, leaving.length * perConnectionMs));
  for (const connection of leaving) {
    const retryAfterMs = Math.round(afterMs + random.fraction() * spreadMs);
    connection.end({ reason, retryAfterMs });
  }
}

/** Waits for `work`, but no longer than `ms`. */
function bounded(
  { clock, logger }: Omit<Runtime, "kv">,
  ms: number,
  otherwise: string,
  work: Promise<unknown>,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(ms, () => {
    logger.error(`${otherwise} in ${ms} ms`);
    resolve();
  });
  work.catch((error) => logger.error(otherwise, error)).finally(() => {
    timer.cancel();
    resolve();
  });
  return promise;
}
