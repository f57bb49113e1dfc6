import type { Chat } from "../chat/chat.ts";
import type { Identity } from "../chat/identity/identity.ts";
import { createRemoveBot } from "../chat/bots/remove_bot.ts";
import { leaveGroups } from "../chat/conversations/leave_groups.ts";
import { createForgetNames } from "../transfer/forget_names.ts";
import { createOwnTopics } from "../transfer/own_topics.ts";
import { createOwnBots } from "../transfer/own_bots.ts";
import type { OwnFiles } from "../transfer/own_files.ts";
import { createOwnMessages } from "../transfer/own_messages.ts";
import { createTakeBack } from "../transfer/take_back.ts";
import { createPersonalData, type PersonalData } from "../transfer/personal_data.ts";
import type { Delivery } from "./delivery.ts";
import type { Runtime, Stores } from "./stores.ts";

/** Composes what somebody may take along and take back. */
export function composePersonalData(
  stores: Pick<
    Stores,
    | "attempts"
    | "commandRows"
    | "conversations"
    | "invitations"
    | "mailboxes"
    | "marks"
    | "outgoingRows"
    | "ownRows"
    | "sanctions"
    | "sessions"
    | "threads"
    | "users"
    | "versions"
  >,
  { announcer, log }: Pick<Delivery, "announcer" | "log">,
  { kv, clock, random }: Omit<Runtime, "logger">,
  { chat, identity, files: { downloads: files } }: {
    chat: Chat;
    identity: Identity;
    files: { downloads: OwnFiles };
  },
): PersonalData {
  const { attempts, conversations, mailboxes, users, marks: reads, ownRows, threads, versions } =
    stores;
  const { commandRows: commands, outgoingRows: outgoing } = stores;
  const bots = createOwnBots({ kv, users, outgoing, commands });
  const messages = createOwnMessages({ log, conversations, clock });
  const takeBack = createTakeBack({ log, ownRows, threads, random });
  const removeBot = createRemoveBot({
    ...{ users, sessions: stores.sessions, commands, announcer },
    leaveGroups: (actor) => leaveGroups(chat, actor),
  });
  const topicsOf = createOwnTopics({ kv, log, conversations, announcer, random });
  return createPersonalData({
    ...{ chat, identity, stores: { users, conversations }, bots, attempts, clock },
    own: {
      messages,
      marks: ownRows,
      threads,
      rows: { reads, mailboxes },
      versions,
      files,
      traces: {
        takeBack,
        topicsOf,
        forgetNames: createForgetNames({ kv, ...stores }),
        async removeBots(user) {
          const found = await users.getMany((await bots(user)).map(({ id }) => id));
          for (const bot of found.values()) {
            await removeBot(bot, () => ({ checks: [], mutations: [] }));
          }
        },
      },
    },
  });
}
