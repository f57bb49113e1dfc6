import { ChatError } from "../../protocol/errors.ts";
import { type HookRows, setHook } from "../../store/integrations/hook_rows.ts";
import type { OutgoingRows } from "../../store/integrations/outgoing_rows.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { User, Users } from "../../store/people/users.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Announcer } from "../chat.ts";
import { announceSessionsEnded } from "../identity/current_user.ts";
import { announceOutgoing, type HookTeller } from "./outgoing.ts";
import { requireScopes } from "./add_bot.ts";
import type { BotAdministration } from "./bots.ts";
import type { BotCare } from "./care.ts";
import type { RemoveBot } from "./remove_bot.ts";
import type { BotRooms } from "./rooms.ts";
import type { ShowBots } from "./show.ts";

/** What bots are changed with. */
export interface ChangeBotParts {
  care: BotCare;
  rooms: BotRooms;
  show: ShowBots;
  users: Users;
  sessions: Pick<Sessions, "prepareBot" | "list" | "endAll">;
  announcer: Announcer;
  audit: Pick<AuditEntries, "entry">;
}

/** New tokens, other rooms, and the end of a bot. */
export function createChangeBot(
  { care, rooms, show, users, sessions, announcer, audit }: ChangeBotParts,
  { remove, hooks, outgoing, telling }: {
    remove: RemoveBot;
    hooks: Pick<HookRows, "get">;
    outgoing: Pick<OutgoingRows, "get">;
    telling: Pick<HookTeller, "begin">;
  },
): Pick<BotAdministration, "renewBotToken" | "setBotRooms" | "removeBot"> {
  async function shown(user: User | undefined, id: string) {
    const [bot] = user ? await show([user]) : [];
    if (!bot) throw new ChatError("unknown-user", { name: id });
    return bot;
  }

  return {
    async renewBotToken(actor, id, wished) {
      const found = await care.find(actor, id);
      const [before] = await sessions.list(id);
      const scopes = [...new Set(wished ?? before?.scopes ?? [])];
      requireScopes(scopes);
      const act = { act: "bot-token" as const, whom: named(found), what: scopes.join(", ") };
      const line = audit.entry(actor.user, act);
      announceSessionsEnded(announcer, id, await sessions.endAll(id));
      const made = sessions.prepareBot(id, scopes);
      const botBy = actor.user.id;
      const user = await users.update(id, (one) => ({ ...one, botBy }), async () => {
        const { checks } = await care.confirm(actor);
        return { checks, mutations: [...made.mutations, line] };
      });
      return { bot: await shown(user, id), token: made.token };
    },

    async setBotRooms(actor, id, wished) {
      const found = await care.find(actor, id);
      const before = (await rooms.of(id)).map((room) => room.id);
      // Where it is already it may stay, also where who looks after it is no member.
      const kept = before.filter((room) => wished.includes(room));
      const added = await rooms.read(actor, wished.filter((room) => !kept.includes(room)));
      const stays = new Set([...kept, ...added]);
      const hook = await hooks.get(id);
      const [room] = stays;
      if (hook && (room === undefined || stays.size > 1)) {
        throw new ChatError("invalid-field", { field: "rooms" });
      }
      const line = audit.entry(actor.user, { act: "bot-rooms", whom: named(found) });
      const user = await users.update(id, (one) => one, async () => {
        const { checks } = await care.confirm(actor);
        const moved = hook && room !== undefined ? [setHook(id, { ...hook, room })] : [];
        return { checks, mutations: [line, ...moved] };
      });
      await rooms.leave(id, before.filter((room) => !stays.has(room)));
      await rooms.enter(id, added);
      if (await outgoing.get(id)) {
        await telling.begin(id, "added");
        announceOutgoing(announcer, id);
      }
      return await shown(user, id);
    },

    async removeBot(actor, id) {
      const found = await care.find(actor, id);
      const line = audit.entry(actor.user, { act: "bot-removed", whom: named(found) });
      await remove(found, async () => {
        const { checks } = await care.confirm(actor);
        return { checks, mutations: [line] };
      });
    },
  };
}
