// The commands that the terminal has beside those of lib/text/commands.ts: what a pointer does elsewhere.
import type { Role } from "../protocol/events.ts";
import type { ConversationTraits } from "../protocol/permissions.ts";
import { commandsOf, TERMINAL_COMMANDS } from "../text/commands.ts";
import type { Speech } from "./speech.ts";

export const OWN_COMMANDS = TERMINAL_COMMANDS;
export type OwnCommand = (typeof OWN_COMMANDS)[number];

/** The own command that a line is, and what follows it; `undefined` for any other line. */
export function readOwnCommand(line: string): { command: OwnCommand; rest: string } | undefined {
  const [, word, rest = ""] = /^\/(\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? [];
  const command = OWN_COMMANDS.find((one) => one === word?.toLowerCase());
  return command && { command, rest: rest.trimEnd() };
}

/** All commands that one may use there, with what they do, a line each. */
export function helpLines(
  { words, own }: Speech,
  role: Role,
  place?: ConversationTraits,
): string[] {
  const shared = commandsOf(role, place).map((one) => ({
    usage: words.t(`command.usage.${one}`),
    does: words.t(`command.${one}`),
  }));
  const ours = OWN_COMMANDS.map((one) => ({
    usage: own.t(`usage.${one}`),
    does: own.t(`command.${one}`),
  }));
  return [...shared, ...ours].map((one) => own.t("help.line", one));
}

/** What an own command is for, for completion. */
export function ownHint({ own }: Speech, command: OwnCommand): string {
  return own.t(`command.${command}`);
}

const ADDRESSED = /^([^\s@#/:][^@#/:\n]{0,31}):\s+(\S[\s\S]*)$/;

/**
 * The name and the text of `name: text`. Several words before the colon are a name only if somebody is
 * called so: `isWord`: it is one word.
 */
export function addressedTo(
  line: string,
): { name: string; text: string; isWord: boolean } | undefined {
  const [, name, text] = ADDRESSED.exec(line) ?? [];
  if (name === undefined || text === undefined) return undefined;
  return { name: name.trim(), text, isWord: !/\s/.test(name.trim()) };
}
