import { encodeBase64Url } from "../../runtime/base64url.ts";
import type { Random } from "../../runtime/clock.ts";
import { digest } from "../../runtime/digest.ts";
import { ChatError } from "../../protocol/errors.ts";
import { type HookRows, setHook } from "../../store/integrations/hook_rows.ts";
import type { Users } from "../../store/people/users.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { BotAdministration } from "./bots.ts";
import type { BotCare } from "./care.ts";
import type { MakeBot } from "./make_bot.ts";
import type { ShowBots } from "./show.ts";

/** Bytes of the secret in an address: beyond guessing. */
const SECRET_BYTES = 24;

/** What hooks are added with. */
export interface AddHookParts {
  care: BotCare;
  make: MakeBot;
  show: ShowBots;
  users: Pick<Users, "update">;
  rows: Pick<HookRows, "get">;
  audit: Pick<AuditEntries, "entry">;
  random: Random;
}

/** Incoming hooks: bots that post by an address. */
export function createAddHook(
  { care, make, show, users, rows, audit, random }: AddHookParts,
): Pick<BotAdministration, "addHook" | "hookToTry" | "renewHookSecret"> {
  const newSecret = () => encodeBase64Url(random.bytes(SECRET_BYTES));

  return {
    async addHook(actor, { name, room, format }) {
      const secret = newSecret();
      const user = await make(actor, {
        name,
        rooms: [room],
        act: { act: "hook-made" },
        hook: true,
        with: (id, [into = ""]) => [setHook(id, { room: into, format, secret: digest(secret) })],
      });
      const [bot] = await show([user]);
      if (!bot) throw new ChatError("unknown-user", { name });
      return { bot, secret };
    },

    async hookToTry(actor, id) {
      const [bot] = await show([await care.find(actor, id)]);
      if (!bot?.hook) throw new ChatError("unknown-hook");
      return bot;
    },

    async renewHookSecret(actor, id) {
      const found = await care.find(actor, id);
      const row = await rows.get(id);
      if (!row) throw new ChatError("unknown-user", { name: id });
      const secret = newSecret();
      const line = audit.entry(actor.user, { act: "hook-secret", whom: named(found) });
      const botBy = actor.user.id;
      const user = await users.update(id, (one) => ({ ...one, botBy }), async () => {
        const { checks } = await care.confirm(actor);
        return { checks, mutations: [setHook(id, { ...row, secret: digest(secret) }), line] };
      });
      const [bot] = user ? await show([user]) : [];
      if (!bot) throw new ChatError("unknown-user", { name: id });
      return { bot, secret };
    },
  };
}
