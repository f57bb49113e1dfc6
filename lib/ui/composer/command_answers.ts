// What every face of the chat says of a command that it does not do.
import type { Translator } from "../../i18n/translator.ts";
import { codePoints, LIMITS } from "../../protocol/limits.ts";
import { isSanctionKind } from "../../protocol/sanctions.ts";
import type { CommandName, Intent } from "../../text/commands.ts";

type Undone = Extract<Intent, { is: "incomplete" | "not-allowed" | "not-here" | "unknown" }>;

/** How a command is written. */
export function commandUsage(words: Translator, command: CommandName): string {
  return words.t("command.incomplete", { usage: words.t(`command.usage.${command}`) });
}

/** Why a command is not done. */
export function undoneText(words: Translator, intent: Undone): string {
  if (intent.is === "incomplete") return commandUsage(words, intent.command);
  const { command } = intent;
  if (intent.is === "unknown") return words.t("command.unknown", { command });
  const key = intent.is === "not-here"
    ? "command.not-here"
    : isSanctionKind(command)
    ? "command.moderators"
    : "command.not-allowed";
  return words.t(key, { command: `/${command}` });
}

/** Why a status is too long, if it is: nobody answers `/away`, and what the server would drop is said here. */
export function statusProblem(words: Translator, status: string): string | undefined {
  const over = codePoints(status) - LIMITS.status;
  return over > 0 ? words.t("composer.over", { count: over }) : undefined;
}
