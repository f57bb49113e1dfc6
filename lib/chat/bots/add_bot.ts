import type { BotScope } from "../../protocol/bots.ts";
import { ChatError } from "../../protocol/errors.ts";
import { markBot } from "../../store/people/bots.ts";
import type { NewSession, Sessions } from "../../store/people/sessions.ts";
import type { Users } from "../../store/people/users.ts";
import type { AuditEntries } from "../audit_entries.ts";
import { createUser, readFreeName } from "../identity/names.ts";
import type { NameRelease } from "../identity/name_release.ts";
import type { BotAdministration } from "./bots.ts";
import type { BotCare } from "./care.ts";
import type { BotRooms } from "./rooms.ts";
import type { ShowBots } from "./show.ts";

/** What bots are added with. */
export interface AddBotParts {
  care: BotCare;
  rooms: Pick<BotRooms, "read" | "enter">;
  show: ShowBots;
  users: Users;
  sessions: Pick<Sessions, "prepareBot">;
  names: NameRelease;
  audit: Pick<AuditEntries, "entry">;
}

/** Throws `invalid-field`: a token that is good for nothing would be a mistake. */
export function requireScopes(scopes: readonly BotScope[]): void {
  if (scopes.length === 0) throw new ChatError("invalid-field", { field: "scopes" });
}

/** Adds bots: the record, its token and the line of the audit log in one commit. */
export function createAddBot(
  { care, rooms, show, users, sessions, names, audit }: AddBotParts,
): BotAdministration["addBot"] {
  return async (actor, wish) => {
    await care.demand(actor);
    const scopes = [...new Set(wish.scopes)];
    requireScopes(scopes);
    const name = readFreeName(wish.name);
    await care.requireSpace(actor);
    const into = await rooms.read(actor, wish.rooms);
    let made: NewSession | undefined;
    const { user, released } = await createUser(
      users,
      { name, role: "member", botBy: actor.user.id },
      names.mayRelease,
      (id) => async () => {
        const { checks } = await care.confirm(actor);
        const prepared = sessions.prepareBot(id, scopes);
        made = prepared;
        const act = { act: "bot-made" as const, whom: { id, name }, what: scopes.join(", ") };
        const line = audit.entry(actor.user, act);
        return { checks, mutations: [...prepared.mutations, markBot(id), line] };
      },
    );
    await names.dismiss(released);
    await rooms.enter(user.id, into);
    const [bot] = await show([user]);
    if (!made || !bot) throw new Error("A bot was made without what goes with it");
    return { bot, token: made.token };
  };
}
