import type { Kv } from "../../kv/kv.ts";
import { ChatError } from "../../protocol/errors.ts";
import {
  COMMAND_NAME,
  MAX_COMMAND_ABOUT,
  MAX_COMMAND_USAGE,
  MAX_COMMANDS,
  MAX_OWN_COMMANDS,
} from "../../protocol/requests/commands.ts";
import { codePoints } from "../../protocol/limits.ts";
import { keys } from "../../kv/keys.ts";
import { writeRow } from "../../kv/checked_write.ts";
import type { Clock, Random } from "../../runtime/clock.ts";
import type { CommandRow, CommandRows } from "../../store/integrations/command_rows.ts";
import type { User, Users } from "../../store/people/users.ts";
import { COMMANDS, TERMINAL_COMMANDS } from "../../text/commands.ts";
import { type AuditEntries, named } from "../audit_entries.ts";
import type { Actor } from "../chat.ts";
import type { AdministeredCommand, CommandAdministration } from "../contract/commands.ts";
import { personOf } from "../identity/current_user.ts";
import type { BotCare } from "./care.ts";
import {
  type HookTeller,
  newSigningSecret,
  readHookUrl,
  renewedSecret,
  shownSigningSecret,
} from "./outgoing.ts";

/** What commands are added with. */
export interface AddCommandParts {
  kv: Kv;
  care: Pick<BotCare, "find" | "own" | "confirm">;
  users: Pick<Users, "get">;
  rows: CommandRows;
  telling: Pick<HookTeller, "mayBePlain">;
  audit: Pick<AuditEntries, "entry">;
  outside: { clock: Pick<Clock, "now">; random: Random };
}

/** Whose commands are, and how they are stored with the line of the audit log. */
function createStored({ kv, care, users, rows, audit }: AddCommandParts) {
  /** The bot that a command is of: one's own, or oneself. */
  async function botOf(actor: Actor, id: string): Promise<User> {
    if (!actor.bot) return await care.find(actor, id);
    const self = id === actor.user.id ? await users.get(id) : undefined;
    if (!self) throw new ChatError("unknown-user", { name: id });
    return self;
  }

  async function find(actor: Actor, name: string) {
    const row = await rows.get(name);
    const bot = row && await botOf(actor, row.bot).catch((error) => {
      // Whose bot it is, is nothing to others.
      if (error instanceof ChatError && error.refusal === "unknown-user") return undefined;
      throw error;
    });
    if (!row || !bot) throw new ChatError("unknown-command", { name: `/${name}` });
    return { row, bot };
  }

  /** Stores a command as it shall be, with the line of the audit log. */
  async function write(
    actor: Actor,
    name: string,
    bot: User,
    { act, next }: {
      act: "command-made" | "command-secret" | "command-removed";
      next(now: CommandRow | undefined): CommandRow | undefined;
    },
  ): Promise<void> {
    const line = audit.entry(actor.user, { act, whom: named(bot), what: `/${name}` });
    await writeRow<CommandRow>(kv, keys.command(name), async (row) => {
      const checks = actor.bot ? [] : (await care.confirm(actor)).checks;
      return { value: next(row), checks, mutations: [line] };
    });
  }

  return { botOf, find, write };
}

/** Commands over the store. */
export function createCommandAdministration(parts: AddCommandParts): CommandAdministration {
  const { care, rows, telling, outside: { clock, random } } = parts;
  const { botOf, find, write } = createStored(parts);

  return {
    async ownCommands(actor) {
      const own = actor.bot ? [await botOf(actor, actor.user.id)] : await care.own(actor);
      const bots = new Map(own.map((one) => [one.id, one]));
      return (await rows.all()).flatMap(({ name, bot, ...row }) => {
        const found = bots.get(bot);
        return found ? [shown(name, row, found)] : [];
      });
    },

    async addCommand(actor, { bot: id, origin, ...wish }) {
      const bot = await botOf(actor, id);
      const name = readName(wish.name);
      const all = await rows.all();
      if (
        all.length >= MAX_COMMANDS || all.filter((one) => one.bot === id).length >= MAX_OWN_COMMANDS
      ) {
        throw new ChatError("too-many-commands", { limit: MAX_OWN_COMMANDS });
      }
      const row: CommandRow = {
        bot: bot.id,
        usage: readLine(wish.usage, "usage", MAX_COMMAND_USAGE),
        about: readLine(wish.about, "about", MAX_COMMAND_ABOUT),
        url: readHookUrl(wish.url, telling.mayBePlain),
        origin,
        secret: newSigningSecret(random),
      };
      await write(actor, name, bot, {
        act: "command-made",
        next(now) {
          if (now) throw new ChatError("command-taken", { name: `/${name}` });
          return row;
        },
      });
      return { command: shown(name, row, bot), secret: shownSigningSecret(row.secret) };
    },

    async renewCommandSecret(actor, name) {
      const { bot } = await find(actor, name);
      const secret = newSigningSecret(random);
      const at = clock.now();
      await write(actor, name, bot, {
        act: "command-secret",
        next(now) {
          if (now?.bot !== bot.id) throw new ChatError("unknown-command", { name: `/${name}` });
          return { ...now, ...renewedSecret(now, secret, at) };
        },
      });
      return { name, secret: shownSigningSecret(secret) };
    },

    async removeCommand(actor, name) {
      const { bot } = await find(actor, name);
      await write(actor, name, bot, { act: "command-removed", next: () => undefined });
    },
  };
}

function shown(
  name: string,
  { usage, about, url }: Pick<CommandRow, "usage" | "about" | "url">,
  bot: User,
): AdministeredCommand {
  return { name, usage, about, url, bot: personOf(bot) };
}

const TAKEN: ReadonlySet<string> = new Set([...COMMANDS, ...TERMINAL_COMMANDS]);

/** A name as it is typed, with or without its slash. Throws `command-name`, `command-taken`. */
function readName(written: string): string {
  const name = written.trim().replace(/^\//, "").toLowerCase();
  if (!COMMAND_NAME.test(name)) throw new ChatError("command-name", { field: "name" });
  if (TAKEN.has(name)) throw new ChatError("command-taken", { name: `/${name}` });
  return name;
}

function readLine(written: string, field: string, limit: number): string {
  const line = written.replace(/\s+/g, " ").trim();
  if (codePoints(line) > limit) throw new ChatError("invalid-field", { field });
  return line;
}
