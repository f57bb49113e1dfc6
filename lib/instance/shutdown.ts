import type { Tally } from "../chat/administration/tally.ts";
import type { InstanceFeeds } from "../chat/feeds.ts";
import type { InstancePresences } from "../chat/presence.ts";
import type { InstanceChat } from "../chat/create_chat.ts";
import type { Bus } from "../cluster/bus.ts";
import type { Hub } from "../sockets/hub.ts";
import type { Reception } from "../sockets/reception.ts";
import type { ConversationLog } from "../store/conversation_log.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Random } from "../world/world.ts";

/** The platform kills 5 s after the signal, and D7 promises 4: these bounds add up to 3.5 s. */
const DRAIN_MS = 2_000;
const SETTLE_MS = 600;
const LEAVE_MS = 900;

/** Clients return over this long: the more there are, the longer, so that they do not all at once. */
const RETURN = { afterMs: 200, perConnectionMs: 5, leastMs: 500, mostMs: 15_000 } as const;

export interface ShutdownParts {
  reception: Reception;
  hub: Hub;
  log: ConversationLog;
  chat: InstanceChat;
  presence: InstancePresences;
  feeds: InstanceFeeds;
  bus: Bus;
  tally: Tally;
  clock: Clock;
  random: Random;
  report: Report;
  /** What everyone is told; clients come back by themselves either way. */
  reason: "restart" | "shutdown";
}

/** Ends an instance in order (D7). Never rejects: what fails is reported, and the rest goes on. */
export async function shutDown(parts: ShutdownParts): Promise<void> {
  const { reception, log, chat, presence, feeds, bus, tally } = parts;
  const allGone = reception.close();
  await bounded(parts, DRAIN_MS, "requests were not finished", log.drain());
  sayGoodbye(parts);
  const leave = async () => {
    const settled = Promise.all([chat.close(), presence.close(), tally.close()]);
    await bounded(parts, SETTLE_MS, "marks and presence were not written", settled);
    await bounded(parts, LEAVE_MS, "the others were not left", bus.close());
  };
  const closed = bounded(parts, SETTLE_MS + LEAVE_MS, "sockets were not closed", allGone);
  await Promise.all([leave(), closed]);
  feeds.stop();
}

function sayGoodbye({ hub, random, reason }: ShutdownParts): void {
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
  { clock, report }: ShutdownParts,
  ms: number,
  otherwise: string,
  work: Promise<unknown>,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(ms, () => {
    report(`${otherwise} in ${ms} ms`);
    resolve();
  });
  work.catch((error) => report(otherwise, error)).finally(() => {
    timer.cancel();
    resolve();
  });
  return promise;
}
