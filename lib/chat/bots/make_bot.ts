import type { Mutation } from "../../kv/kv.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import { markBot } from "../../store/people/bots.ts";
import type { User, Users } from "../../store/people/users.ts";
import type { AuditEntry } from "../../store/moderation/audit_log.ts";
import type { AuditEntries } from "../audit_entries.ts";
import type { Actor } from "../chat.ts";
import { createUser, readFreeName } from "../identity/names.ts";
import type { NameRelease } from "../identity/name_release.ts";
import type { BotCare } from "./care.ts";
import type { BotRooms } from "./rooms.ts";

/** What a bot is made of. */
export interface NewBot {
  name: string;
  /** By ids or names. */
  rooms: readonly string[];
  act: Pick<AuditEntry, "act" | "what">;
  /** It posts, and reads nothing. */
  hook?: true;
  /** What lets it in, for the commit that makes it. */
  with(id: UserId, rooms: readonly ConversationId[]): Mutation[];
}

/** Makes a bot and puts it into rooms. Throws as \`BotAdministration.addBot\`. */
export type MakeBot = (actor: Actor, wanted: NewBot) => Promise<User>;

/** Makes bots: the record, what lets it in, and the line of the audit log in one commit. */
export function createMakeBot(
  { care, rooms, users, names, audit }: {
    care: BotCare;
    rooms: Pick<BotRooms, "read" | "enter">;
    users: Users;
    names: NameRelease;
    audit: Pick<AuditEntries, "entry">;
  },
): MakeBot {
  return async (actor, wanted) => {
    await care.demand(actor);
    const name = readFreeName(wanted.name);
    await care.requireSpace(actor);
    const into = await rooms.read(actor, wanted.rooms);
    const { user, released } = await createUser(
      users,
      { name, role: "member", botBy: actor.user.id, hook: wanted.hook },
      names.mayRelease,
      (id) => async () => {
        const { checks } = await care.confirm(actor);
        const line = audit.entry(actor.user, { ...wanted.act, whom: { id, name } });
        return { checks, mutations: [...wanted.with(id, into), markBot(id), line] };
      },
    );
    await names.dismiss(released);
    await rooms.enter(user.id, into);
    return user;
  };
}
