import { createAuditEntries } from "../chat/audit_entries.ts";
import type { Announcer, Chat } from "../chat/chat.ts";
import { createAddBot } from "../chat/bots/add_bot.ts";
import type { BotAdministration } from "../chat/bots/bots.ts";
import { createBotCare } from "../chat/bots/care.ts";
import { createChangeBot } from "../chat/bots/change_bot.ts";
import { createAddHook } from "../chat/bots/hooks.ts";
import { createOutgoing, type HookTeller } from "../chat/bots/outgoing.ts";
import { createCommandAdministration } from "../chat/bots/commands.ts";
import { createMakeBot } from "../chat/bots/make_bot.ts";
import { createRemoveBot } from "../chat/bots/remove_bot.ts";
import { createBotRooms, roomShown } from "../chat/bots/rooms.ts";
import { createShowBots } from "../chat/bots/show.ts";
import type { Access } from "../chat/conversations/access.ts";
import { leaveGroups } from "../chat/conversations/leave_groups.ts";
import type { MembershipWriter } from "../chat/conversations/membership_writer.ts";
import type { Community } from "../chat/identity/admission_settings.ts";
import type { NameRelease } from "../chat/identity/name_release.ts";
import type { Runtime, Stores } from "./stores.ts";

/** What bots are made of, besides the stores. */
export interface BotServices {
  access: Access;
  announcer: Announcer;
  chat: Pick<Chat, "memberships" | "leave">;
  community: Pick<Community, "settings">;
  names: NameRelease;
  telling: HookTeller;
  writer: MembershipWriter;
}

/** Composes what is done with bots. */
export function composeBots(
  { kv, clock, random }: Omit<Runtime, "logger">,
  stores: Stores,
  { access, announcer, chat, community, names, telling, writer }: BotServices,
): BotAdministration {
  const { conversations, hookRows: hooks, outgoingRows: outgoing, readPerson } = stores;
  const { commandRows: commands, sessions, users } = stores;
  const audit = createAuditEntries({ readPerson, clock, random });
  const care = createBotCare({ kv, users, community, audit });
  const rooms = createBotRooms({ conversations, access, writer });
  const show = createShowBots({ users, sessions, rooms, hooks, outgoing });
  const make = createMakeBot({ care, rooms, users, names, audit });
  const remove = createRemoveBot({
    users,
    sessions,
    commands,
    announcer,
    leaveGroups: (actor) => leaveGroups(chat, actor),
  });
  return {
    mayAddBots: care.mayAddBots,
    bots: async (actor) => await show(await care.own(actor)),
    async roomsForBots(actor) {
      await care.demand(actor);
      return (await rooms.of(actor.user.id)).filter(({ closed }) => !closed).map(roomShown);
    },
    addBot: createAddBot({ make, show, sessions }),
    ...createAddHook({ care, make, show, users, rows: hooks, audit, random }),
    ...createChangeBot(
      { care, rooms, show, users, sessions, announcer, audit },
      { remove, hooks, outgoing, telling },
    ),
    ...createCommandAdministration({
      kv,
      care,
      users,
      rows: commands,
      telling,
      audit,
      outside: { clock, random },
    }),
    ...createOutgoing({
      bots: { care, make, show },
      stores: { users, rows: outgoing, conversations },
      telling,
      announcer,
      audit,
      clock,
      random,
    }),
  };
}
