import type { ActingAs } from "../chat/identity/acting.ts";
import { personOf } from "../chat/identity/current_user.ts";
import type { Announcer, Chat } from "../chat/chat.ts";
import type { Bus } from "../cluster/bus.ts";
import type { UserId } from "../protocol/events.ts";
import type { Users } from "../store/people/users.ts";
import { Unavailable } from "../kv/kv.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Clock, Timer } from "../runtime/clock.ts";
import { checkSession, type Recheck } from "./admission.ts";
import type { Hub } from "./hub.ts";

/** Users that are reconciled at once. */
const AT_ONCE = 8;
/**
 * Between reconciliations, and after the store did not answer: each one reads the rows of everyone
 * here, and a channel that loses messages under load raises suspicions without end.
 */
const PAUSE_MS = 2_000;

/** What a reconciliation of one user reads and tells. */
export interface ReconciliationParts {
  hub: Hub;
  chat: Pick<Chat, "memberships">;
  announcer: Announcer;
  recheck: Recheck;
  /** Users as stored: a cached name or role may be old when a hint was lost. */
  users: Pick<Users, "get">;
  actingAs: ActingAs;
  clock: Clock;
}

/**
 * Runs `reconcile` for every user here on each suspicion, at most once in 2 s. Gives the way to ask
 * for it later, for whoever heard of a change and could not read it.
 */
export function reconcileOnSuspicion(
  { hub, bus, clock, logger }: {
    hub: Pick<Hub, "users">;
    bus: Pick<Bus, "onSuspicion">;
    clock: Clock;
    logger: Logger;
  },
  reconcile: (user: UserId) => Promise<void>,
): () => void {
  let state: "idle" | "running" | "pausing" = "idle";
  let askedAgain = false;
  let waiting: Timer | undefined;

  async function run(): Promise<void> {
    state = "running";
    askedAgain = false;
    try {
      const users = hub.users.values();
      const next = async () => {
        for (const user of users) await reconcile(user);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, next));
    } catch (error) {
      if (!(error instanceof Unavailable)) logger.error("a reconciliation failed", error);
      askedAgain = true; // what was suspected is still not known
    }
    state = "pausing";
    clock.after(PAUSE_MS, () => {
      state = "idle";
      if (askedAgain) void run();
    });
  }

  function ask(): void {
    if (state === "idle") void run();
    else askedAgain = true;
  }

  /** The store does not answer now: asked at once, it would be asked without end. */
  function askLater(): void {
    waiting ??= clock.after(PAUSE_MS, () => {
      waiting = undefined;
      ask();
    });
  }

  bus.onSuspicion(ask);
  return askLater;
}

/**
 * Reads a user's sessions, role and memberships again and tells what differs: an
 * invitation, a removal, a ban, a new role or a reply may have been announced and lost. Throws
 * `Unavailable`.
 */
export async function reconcileUser(parts: ReconciliationParts, user: UserId): Promise<void> {
  const { hub, chat, announcer, users, actingAs } = parts;
  for (const connection of hub.ofUser(user)) await checkSession(connection, parts);
  // A role that was taken away opens nothing any more.
  const now = await users.get(user);
  const renewed = now && await actingAs(personOf(now));
  for (const connection of hub.ofUser(user)) {
    if (renewed) connection.actor = { ...connection.actor, ...renewed };
  }
  // Before the read: changes during it are announced, and heard.
  const followed = [...hub.ofUser(user)].filter(({ synced }) => synced)
    .map(({ subscriptions }) => new Set(subscriptions.keys()));
  if (followed.length === 0) return; // whoever syncs later reads it then
  const memberships = new Set(await chat.memberships(user));
  // Whoever was told of a membership that could not be read then may have been told wrong.
  const unsure = new Set([...hub.ofUser(user)].flatMap((one) => [...one.resumeCursors.keys()]));
  const all = new Set([...memberships, ...unsure, ...followed.flatMap((ids) => [...ids])]);
  const differs = [...all].filter((id) =>
    unsure.has(id) || followed.some((ids) => ids.has(id) !== memberships.has(id))
  );
  announcer.announce(differs.map((conversation) => ({
    topic: `user:${user}`,
    message: { type: "membership", user, conversation, member: memberships.has(conversation) },
  })));
  // A reply may have been told to nobody here (M6): each page asks what it comes to.
  for (const connection of hub.ofUser(user)) connection.push({ type: "threads" });
}
