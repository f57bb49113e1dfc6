import type { Actor, Mute, SessionState } from "../chat/chat.ts";
import type { Bus } from "../cluster/bus.ts";
import type { Logger } from "../runtime/logger.ts";
import { QueueFull, type Semaphore } from "../async/semaphore.ts";
import type { Clock, Random } from "../runtime/clock.ts";
import { muteMessage } from "../i18n/refusals.ts";
import type { OwnMute } from "../protocol/server_frames.ts";
import type { Connection } from "./connection.ts";
import { expulsionNotice } from "./close_notices.ts";

/** How long before its end an open connection renews its session. */
const RENEW_MS = 24 * 60 * 60_000;

/** How often a bot's session is checked again: who answers for it may have gone meanwhile. */
const BOT_CHECK_MS = 60_000;

/** Reads whether the session of an actor still holds, and renews it. Throws `Unavailable`. */
export type Recheck = (actor: Actor) => Promise<SessionState>;

/** When those come back that were not admitted: not all at once. */
const RETRY_MS = { least: 1_000, spread: 9_000 } as const;

/** What connections are admitted with. */
export interface AdmissionParts {
  bus: Bus;
  clock: Clock;
  random: Random;
  logger: Logger;
  recheck: Recheck;
  /** How many sessions are checked at once: as many as the store answers in time. */
  turns: Semaphore;
}

/** Asks whether the connection's session still holds, and ends it if not; tells of a mute that changed. */
export async function checkSession(
  connection: Connection,
  { recheck, clock }: { recheck: Recheck; clock: Clock },
): Promise<void> {
  const state = await recheck(connection.actor);
  const now = clock.now();
  if (state.is === "over") {
    return connection.end(expulsionNotice(state.why, connection, now));
  }
  if (!isSameMute(connection.mute?.of, state.mute)) {
    const { mute } = state;
    connection.mute = mute && { of: mute, told: muteMessage(connection, mute, now) };
    connection.push({ type: "mute", ...muteFields(connection) });
  }
  // Before the end, while it can be moved; a session that cannot be renewed is asked for at its end.
  const early = state.until - RENEW_MS;
  const next = early > now ? early : state.until;
  connection.checkSessionAt = connection.actor.bot ? Math.min(next, now + BOT_CHECK_MS) : next;
}

function isSameMute(one: Mute | undefined, other: Mute | undefined): boolean {
  return one?.until === other?.until && one?.words === other?.words;
}

/** What a frame says of a mute; nothing where there is none. */
export function muteFields({ mute }: Connection): { mute?: OwnMute } {
  return mute ? { mute: mute.told } : {};
}

/**
 * Follows what concerns the connection's user, then asks once more whether the session holds: if it
 * ended since the upgrade, nobody here was told. Gives whether the connection goes on.
 */
export async function admit(
  connection: Connection,
  { bus, turns, logger, random, ...checked }: AdmissionParts,
): Promise<boolean> {
  try {
    await bus.follow([`user:${connection.actor.user.id}`]);
    await turns.run(async () => {
      if (!connection.ended) await checkSession(connection, checked);
    });
  } catch (error) {
    if (!(error instanceof QueueFull)) logger.error("a connection could not be admitted", error);
    const retryAfterMs = Math.round(RETRY_MS.least + random.fraction() * RETRY_MS.spread);
    connection.end({ reason: "overloaded", retryAfterMs });
  }
  return !connection.ended;
}
