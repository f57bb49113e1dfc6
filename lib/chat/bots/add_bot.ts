import type { BotScope } from "../../protocol/bots.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { NewSession, Sessions } from "../../store/people/sessions.ts";
import type { BotAdministration } from "./bots.ts";
import type { MakeBot } from "./make_bot.ts";
import type { ShowBots } from "./show.ts";

/** Throws \`invalid-field\`: a token that is good for nothing would be a mistake. */
export function requireScopes(scopes: readonly BotScope[]): void {
  if (scopes.length === 0) throw new ChatError("invalid-field", { field: "scopes" });
}

/** Adds bots with a token. */
export function createAddBot(
  { make, show, sessions }: {
    make: MakeBot;
    show: ShowBots;
    sessions: Pick<Sessions, "prepareBot">;
  },
): BotAdministration["addBot"] {
  return async (actor, { name, rooms, ...wish }) => {
    const scopes = [...new Set(wish.scopes)];
    requireScopes(scopes);
    let made: NewSession | undefined;
    const user = await make(actor, {
      name,
      rooms,
      act: { act: "bot-made", what: scopes.join(", ") },
      with(id) {
        const prepared = sessions.prepareBot(id, scopes);
        made = prepared;
        return prepared.mutations;
      },
    });
    const [bot] = await show([user]);
    if (!made || !bot) throw new Error("A bot was made without what goes with it");
    return { bot, token: made.token };
  };
}
