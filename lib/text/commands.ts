import type { Role } from "../protocol/events.ts";
import { type Action, type ConversationTraits, may, maySetTopic } from "../protocol/permissions.ts";
import type { SanctionKind } from "../protocol/sanctions.ts";
import { ACTION } from "./action.ts";
import { leadingName } from "./leading_name.ts";
import { mayBeCommand, trimMessage } from "./message_text.ts";

/** What a text typed into the composer means: a message, or a command. */
export type Intent =
  | { is: "message"; text: string }
  | { is: "join"; room: string }
  | { is: "msg"; name: string; text: string }
  | { is: "topic"; topic: string }
  /** A poll that is asked as soon as its maker has looked at it. */
  | { is: "poll"; question: string; options: string[] }
  | { is: "away"; status: string }
  | { is: "nick"; name: string }
  | { is: "block"; name: string }
  /** `written`: when, and what. */
  | { is: "later"; command: "schedule" | "remind"; written: string }
  /** `written`: whom, for how long and why, for `readSanction` once it is known who is called so. */
  | { is: "sanction"; kind: SanctionKind; written: string }
  | { is: "help" }
  | { is: "quit" }
  /** `quit` or `quitter` alone, as in older chats: the person is asked what they meant. */
  | { is: "ask-quit"; text: string }
  | { is: "incomplete"; command: CommandName }
  | { is: "not-allowed"; command: CommandName }
  /** It does something with a room, and this is none. */
  | { is: "not-here"; command: CommandName }
  /** None of ours: `written` may call one of a bot's. */
  | { is: "unknown"; command: string; written: string };

/** The slash commands, in the order in which they are suggested. */
export const COMMANDS = [
  "join",
  "msg",
  "me",
  "poll",
  "topic",
  "away",
  "nick",
  "block",
  "schedule",
  "remind",
  "kick",
  "mute",
  "ban",
  "help",
  "quit",
] as const;
/** What the terminal has beside them, for what a pointer does elsewhere. */
export const TERMINAL_COMMANDS = [
  "to",
  "reply",
  "thread",
  "react",
  "vote",
  "edit",
  "delete",
  "show",
  "older",
  "rooms",
  "people",
  "search",
  "inbox",
  "invite",
  "leave",
  "retry",
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** What one must be allowed to do for a command, where it is not everyone's. */
const NEEDED: Partial<Record<CommandName, Action>> = {
  topic: "set a topic",
  kick: "kick, mute and ban",
  mute: "kick, mute and ban",
  ban: "kick, mute and ban",
};

/** The commands that somebody of this role may use there; `place`: none where none is open. */
export function commandsOf(
  role: Role,
  place: ConversationTraits | undefined,
): readonly CommandName[] {
  return COMMANDS.filter((command) =>
    mayUse(role, command) && (command !== "topic" || !place || maySetTopic(role, place))
  );
}

function mayUse(role: Role, command: CommandName): boolean {
  const needed = NEEDED[command];
  return needed === undefined || may(role, needed);
}

/**
 * Parses the composer's text into a message or a command. `//` escapes a leading slash. `names` are
 * the known people's names: a name may contain spaces. `role`: of who writes, `kind`: of where.
 */
export function readIntent(
  written: string,
  names: readonly string[],
  role: Role,
  kind: ConversationTraits["kind"] | undefined,
): Intent {
  if (!mayBeCommand(written)) return { is: "message", text: trimMessage(written) };
  const text = written.trim();
  if (text.startsWith("//")) return { is: "message", text: text.slice(1) };
  const match = /^\/(\S*)\s*([\s\S]*)$/.exec(text);
  if (!match) return { is: "ask-quit", text };
  const [, word = "", rest = ""] = match;
  const command = COMMANDS.find((one) => one === word.toLowerCase());
  if (!command) return { is: "unknown", command: `/${word}`, written: text };
  if (!mayUse(role, command)) return { is: "not-allowed", command };
  if (command === "topic" && kind === "direct") return { is: "not-here", command };
  return intentOf(command, rest, names);
}

function intentOf(command: CommandName, rest: string, names: readonly string[]): Intent {
  const incomplete: Intent = { is: "incomplete", command };
  switch (command) {
    case "join": {
      const room = rest.replace(/^#\s*/, "").trim();
      return room ? { is: "join", room } : incomplete;
    }
    case "msg": {
      const { name, rest: text } = leadingName(rest, names);
      return name && text ? { is: "msg", name, text } : incomplete;
    }
    case "me":
      return rest ? { is: "message", text: `${ACTION}${rest}` } : incomplete;
    case "poll": {
      const [question = "", ...options] = rest.split("|").map((part) => part.trim());
      return { is: "poll", question, options: options.filter(Boolean) };
    }
    case "topic":
      return { is: "topic", topic: rest };
    case "away":
      return { is: "away", status: rest };
    case "nick": {
      const name = rest.trim();
      return name ? { is: "nick", name } : incomplete;
    }
    case "block": {
      const { name } = leadingName(rest, names);
      return name ? { is: "block", name } : incomplete;
    }
    case "schedule":
    case "remind":
      return rest ? { is: "later", command, written: rest } : incomplete;
    case "kick":
    case "mute":
    case "ban":
      return rest ? { is: "sanction", kind: command, written: rest } : incomplete;
    case "help":
      return { is: "help" };
    case "quit":
      return { is: "quit" };
  }
}
