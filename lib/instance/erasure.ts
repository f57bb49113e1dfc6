import type { Actor, Chat } from "../chat/chat.ts";
import { createRemoveBot } from "../chat/bots/remove_bot.ts";
import { leaveGroups } from "../chat/conversations/leave_groups.ts";
import type { MessageRequestRules } from "../chat/conversations/message_requests.ts";
import { announceEnded } from "../chat/identity/current_user.ts";
import { announceMembership } from "../chat/conversations/membership_writer.ts";
import { isBeingBroughtIn } from "../moving/import/hold.ts";
import { listBots } from "../store/people/bots.ts";
import { forgetPlaces, leaveAll } from "../store/people/user_writes.ts";
import { createErasure, type Erasure } from "../transfer/erasure.ts";
import { createForgetNames } from "../transfer/forget_names.ts";
import { createOwnMessages } from "../transfer/own_messages.ts";
import { createOwnTopics } from "../transfer/own_topics.ts";
import { createTakeBack } from "../transfer/take_back.ts";
import type { Delivery } from "./delivery.ts";
import type { Runtime, Stores } from "./stores.ts";

/** What an erasure asks of the chat. */
interface Going {
  chat: Pick<Chat, "delete" | "leave" | "memberships">;
  requests: Pick<MessageRequestRules, "forget">;
}

/** Composes what takes somebody out of the store whose account has ended, and registers its job. */
export function composeErasure(
  { kv, clock, random, logger }: Runtime,
  stores: Stores,
  { announcer, jobs, log }: Pick<Delivery, "announcer" | "jobs" | "log">,
  going: Going,
): Erasure {
  const { chat } = going;
  const { commandRows: commands, conversations, ownRows, sessions, threads, users } = stores;
  const removeBot = createRemoveBot({
    users,
    sessions,
    commands,
    announcer,
    leaveGroups: (actor) => leaveGroups(chat, actor),
  });

  async function botsOf(user: string) {
    if ((await users.get(user))?.role === "guest") return []; // who answers for none
    const bots = await users.getMany(await listBots(kv));
    return [...bots.values()].filter(({ botBy, goneAt }) => botBy === user && goneAt === undefined);
  }

  const erasure = createErasure({
    messages: createOwnMessages({ log, conversations, clock }),
    remove: chat.delete,
    own: {
      async expel(user) {
        await sessions.endAll(user);
        announceEnded(announcer, user, ...(await botsOf(user)).map(({ id }) => id));
      },
      async forget(actor) {
        const { id } = actor.user;
        await forgetOwn(stores, going, actor);
        const memberships = await conversations.membershipsOf(id);
        await leaveAll(kv, id, clock.now());
        for (const one of memberships) announceMembership(announcer, id, one, false);
      },
      takeBack: createTakeBack({ log, ownRows, threads, random }),
      forgetNames: createForgetNames({ kv, announcer, ...stores }),
      topicsOf: createOwnTopics({ kv, log, conversations, announcer, random }),
      async removeBots(user) {
        for (const bot of await botsOf(user)) {
          await removeBot(bot, () => ({ checks: [], mutations: [] }));
        }
      },
      forgetPlaces: (user) => forgetPlaces(kv, user),
    },
    isImporting: () => isBeingBroughtIn(kv, clock.now()),
    jobs,
    clock,
    logger,
  });
  jobs.register(erasure.job);
  return erasure;
}

/**
 * Deletes what somebody alone has: what lets them in, and what they put off or kept; and takes them out of
 * groups, whose names say who is in them.
 */
export async function forgetOwn(
  stores: Pick<
    Stores,
    | "appeals"
    | "bookmarkRows"
    | "foreignAccounts"
    | "held"
    | "knownDevices"
    | "laterRows"
    | "mailboxes"
    | "passkeys"
    | "personalSettings"
    | "reports"
    | "secondFactors"
  >,
  { chat, requests }: {
    chat: Pick<Chat, "memberships" | "leave">;
    requests: Pick<MessageRequestRules, "forget">;
  },
  actor: Actor,
): Promise<void> {
  const user = actor.user.id;
  await requests.forget(user);
  await stores.held.forget(user);
  await stores.appeals.forget(user);
  await stores.reports.forget(user);
  await leaveGroups(chat, actor);
  await stores.passkeys.removeAll(user);
  await stores.foreignAccounts.removeAll(user);
  await stores.secondFactors.remove(user);
  await stores.knownDevices.forgetAll(user);
  await stores.laterRows.removeAll(user);
  await stores.mailboxes.remove(user);
  await stores.bookmarkRows.removeAll(user);
  await stores.personalSettings.remove(user);
}
