import * as v from "valibot";
import { Person } from "../events.ts";
import { LIMITS } from "../limits.ts";
import { conversation, ref, seq } from "./fields.ts";

/** Commands of bots, as those see them who may use them (B3). */
export const BotCommand = v.object({
  /** Without its slash. */
  name: v.string(),
  /** What is written behind it, as `plot number`. */
  usage: v.string(),
  about: v.string(),
  bot: Person,
});
export type BotCommand = v.InferOutput<typeof BotCommand>;

/** What a command is called; the house's own cannot be taken. */
export const COMMAND_NAME = /^[a-z][a-z0-9_-]{0,31}$/;
export const MAX_COMMAND_USAGE = 60;
export const MAX_COMMAND_ABOUT = 120;
/** Commands of one bot, and of all. */
export const MAX_OWN_COMMANDS = 20;
export const MAX_COMMANDS = 200;

export const commandRequests = {
  /** The commands of bots that are in a conversation. */
  commands: v.object({ type: v.literal("commands"), ref, conversation }),
  /** Calls one: `/deploy staging`. */
  command: v.object({
    type: v.literal("command"),
    ref,
    conversation,
    text: v.pipe(v.string(), v.maxLength(4 * LIMITS.text)),
    thread: v.optional(seq),
  }),
};

/** What their `ok` replies carry. */
export const commandReplies = {
  commands: v.object({ commands: v.array(BotCommand) }),
  /** What was answered to the caller alone, and where it was posted; neither: it says more later, or nothing. */
  command: v.object({
    bot: Person,
    said: v.optional(v.string()),
    seq: v.optional(v.number()),
  }),
};
