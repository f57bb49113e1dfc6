import type { CommitParts, DecideParts } from "../../kv/checked_write.ts";
import { removeHook } from "../../store/integrations/hook_rows.ts";
import { type CommandRows, removeCommand } from "../../store/integrations/command_rows.ts";
import { removeOutgoing } from "../../store/integrations/outgoing_rows.ts";
import { unmarkBot } from "../../store/people/bots.ts";
import type { Sessions } from "../../store/people/sessions.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { Actor, Announcer } from "../chat.ts";
import { announceSessionsEnded, announceUsersChanged, personOf } from "../identity/current_user.ts";
import { announceOutgoing } from "./outgoing.ts";

/** Ends a bot, with its hooks and commands. `beside` goes with the commit. */
export type RemoveBot = (bot: User, beside: DecideParts) => Promise<void>;

/** What bots are ended with. */
export interface RemoveBotParts {
  users: Pick<Users, "remove">;
  sessions: Pick<Sessions, "endAll">;
  commands: Pick<CommandRows, "all">;
  announcer: Announcer;
  leaveGroups: (actor: Actor) => Promise<void>;
}

/** Ends bots over the store. */
export function createRemoveBot(
  { users, sessions, commands, announcer, leaveGroups }: RemoveBotParts,
): RemoveBot {
  return async (bot, beside) => {
    const { id } = bot;
    await leaveGroups({ user: personOf(bot), session: "" });
    const own = (await commands.all()).filter((one) => one.bot === id);
    const gone = [...removeOutgoing(id), ...own.map(({ name }) => removeCommand(name))];
    await users.remove(id, async (): Promise<CommitParts> => {
      const { checks, mutations } = await beside();
      return { checks, mutations: [unmarkBot(id), removeHook(id), ...gone, ...mutations] };
    });
    announceSessionsEnded(announcer, id, await sessions.endAll(id));
    announceUsersChanged(announcer, id);
    announceOutgoing(announcer, id);
  };
}
