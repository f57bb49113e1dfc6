import type { Bot } from "../../protocol/bots.ts";
import type { ConversationId, Person, UserId } from "../../protocol/events.ts";
import type { BotCommand } from "../../protocol/requests/commands.ts";
import type { Actor } from "./actor.ts";

/** What a command answered at once. */
export interface CommandAnswer {
  bot: Person;
  /** To the caller alone. */
  said?: string;
  /** Where it was posted, to all. */
  seq?: number;
}

/** Calling commands of bots (B3). */
export interface CommandUseCases {
  /** Those of the bots that are in a conversation which the actor is in. */
  commands(actor: Actor, conversation: ConversationId): Promise<BotCommand[]>;
  /**
   * Calls one, where the actor may write. Throws what `post` throws, `unknown-command` and
   * `command-failed`.
   */
  command(
    actor: Actor,
    call: { conversation: ConversationId; text: string; thread?: number },
  ): Promise<CommandAnswer>;
}

/** A command as those see it who look after its bot. */
export interface AdministeredCommand extends Omit<BotCommand, "bot"> {
  bot: Bot["bot"];
  url: string;
}

/** What commands call. */
export interface CommandWish {
  name: string;
  usage: string;
  about: string;
  url: string;
}

/** Commands of the bots that one looks after; a bot of its own. All throw as `BotAdministration` does. */
export interface CommandAdministration {
  ownCommands(actor: Actor): Promise<AdministeredCommand[]>;
  /** Throws `command-name`, `command-taken`, `hook-url`, `too-many-commands`, `unknown-user`. */
  addCommand(
    actor: Actor,
    wish: CommandWish & { bot: UserId; origin: string },
  ): Promise<{ command: AdministeredCommand; secret: string }>;
  /** A new secret; for a day, the one before is good too. Throws `unknown-command`. */
  renewCommandSecret(actor: Actor, name: string): Promise<{ name: string; secret: string }>;
  /** Throws `unknown-command`. */
  removeCommand(actor: Actor, name: string): Promise<void>;
}
