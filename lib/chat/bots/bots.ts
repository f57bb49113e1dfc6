import type { Bot, BotScope } from "../../protocol/bots.ts";
import type { HookFormat } from "../../protocol/hooks.ts";
import type { UserId } from "../../protocol/events.ts";
import type { Actor } from "../chat.ts";
import type { CommandAdministration } from "../contract/commands.ts";
import type { HookWithSecret, OutgoingAdministration } from "../contract/outgoing.ts";

export type { HookWithSecret } from "../contract/outgoing.ts";

/** A bot with the token that lets it in, which is given this once. */
export interface BotWithToken {
  bot: Bot;
  token: string;
}

/** What a bot may do, and in which rooms: by their ids or names. */
export interface BotWish {
  name: string;
  scopes: readonly BotScope[];
  rooms: readonly string[];
}

/**
 * Programs that take part (B1). Administrators look after all of them, members after those that they
 * added, where they may add some. All throw `not-allowed`; those that name a bot, `unknown-user` for
 * one that the actor does not look after. Each change has its line in the audit log.
 */
export interface BotAdministration extends OutgoingAdministration, CommandAdministration {
  /** Whether somebody may add bots. Rejects with `Unavailable`. */
  mayAddBots(actor: Actor): Promise<boolean>;
  /** The bots that the actor looks after, the last added first. */
  bots(actor: Actor): Promise<Bot[]>;
  /** The open rooms that the actor is in, by name: where they may put a bot. */
  roomsForBots(actor: Actor): Promise<Bot["rooms"]>;
  /**
   * Throws what a name may break (`createUser`), `invalid-field` without a scope,
   * `too-many-bots`, and `unknown-room` or `not-member` for a room that the actor is not in.
   */
  addBot(actor: Actor, wish: BotWish): Promise<BotWithToken>;
  /**
   * A new token in place of the one that it had, whose connections end. Who makes it answers for the
   * bot from now on.
   */
  renewBotToken(
    actor: Actor,
    bot: UserId,
    scopes?: readonly BotScope[],
  ): Promise<BotWithToken>;
  /**
   * Adds a bot without a token, as which whoever knows its address posts to one room. Throws as
   * `addBot` does.
   */
  addHook(
    actor: Actor,
    wish: { name: string; room: string; format: HookFormat },
  ): Promise<HookWithSecret>;
  /** A hook, to post by it what the actor typed. Throws `muted`, and `unknown-hook` for what is none. */
  hookToTry(actor: Actor, bot: UserId): Promise<Bot>;
  /** A new address in place of the one it had. Throws `unknown-user` for what is no hook. */
  renewHookSecret(actor: Actor, bot: UserId): Promise<HookWithSecret>;
  /**
   * It is in these rooms from now on, and in no other; a hook in one, else `invalid-field`. Throws as
   * `addBot` does.
   */
  setBotRooms(actor: Actor, bot: UserId, rooms: readonly string[]): Promise<Bot>;
  /** Its token is worth nothing any more; what it wrote stays, under nobody's name. */
  removeBot(actor: Actor, bot: UserId): Promise<void>;
}
