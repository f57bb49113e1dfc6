import type { Announcer, Chat } from "../chat/chat.ts";
import type { Bus } from "../cluster/bus.ts";
import type { UserId } from "../protocol/events.ts";
import type { Users } from "../store/users.ts";
import { Unavailable } from "../store/kv.ts";
import type { Report } from "../world/report.ts";
import type { Clock, Timer } from "../world/world.ts";
import { checkSession, type Recheck } from "./admission.ts";
import type { Hub } from "./hub.ts";

/** Users whose affairs are read beside each other. */
const AT_ONCE = 8;
/**
 * Between reviews, and after the store did not answer: each review reads what concerns everyone here,
 * and a channel that loses messages under load raises suspicions without end.
 */
const PAUSE_MS = 2_000;

export interface ReviewParts {
  hub: Hub;
  chat: Chat;
  bus: Bus;
  announcer: Announcer;
  recheck: Recheck;
  /** Who people are now: what the directory keeps may be old when a hint was lost. */
  users: Pick<Users, "get">;
  clock: Clock;
  report: Report;
}

/**
 * On suspicion, what was announced to users here may have gone unheard: an invitation, a removal, a
 * ban, another role. Reads everyone's sessions, roles and memberships again and says what differs.
 * Gives the way to ask for it, for who heard something and could not act on it.
 */
export function reviewOnSuspicion(parts: ReviewParts): () => void {
  let state: "idle" | "running" | "pausing" = "idle";
  let askedAgain = false;
  let waiting: Timer | undefined;

  async function run(): Promise<void> {
    state = "running";
    askedAgain = false;
    try {
      const users = parts.hub.users.values();
      const next = async () => {
        for (const user of users) await reviewUser(parts, user);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, next));
    } catch (error) {
      if (!(error instanceof Unavailable)) parts.report("a review failed", error);
      askedAgain = true; // the same suspicion holds
    }
    state = "pausing";
    parts.clock.after(PAUSE_MS, () => {
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
    waiting ??= parts.clock.after(PAUSE_MS, () => {
      waiting = undefined;
      ask();
    });
  }

  parts.bus.onSuspicion(ask);
  return askLater;
}

async function reviewUser(parts: ReviewParts, user: UserId): Promise<void> {
  const { hub, chat, announcer, users } = parts;
  for (const connection of hub.ofUser(user)) await checkSession(connection, parts);
  // A role that was taken away opens nothing any more.
  const now = await users.get(user);
  const renewed = now && { id: now.id, name: now.name, role: now.role };
  for (const connection of hub.ofUser(user)) {
    if (renewed) connection.actor = { ...connection.actor, user: renewed };
  }
  // Before the read: what changes while it is under way is announced, and heard.
  const followed = [...hub.ofUser(user)].filter(({ synced }) => synced)
    .map(({ subscriptions }) => new Set(subscriptions.keys()));
  if (followed.length === 0) return; // whoever syncs later reads it then
  const memberships = new Set(await chat.memberships(user));
  const all = new Set([...memberships, ...followed.flatMap((ids) => [...ids])]);
  const differs = [...all].filter((id) =>
    followed.some((ids) => ids.has(id) !== memberships.has(id))
  );
  announcer.announce(differs.map((conversation) => ({
    topic: `user:${user}`,
    message: { type: "membership", user, conversation, member: memberships.has(conversation) },
  })));
}
