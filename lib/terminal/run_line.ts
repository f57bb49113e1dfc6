import { Refused } from "../client/model.ts";
import { Lost } from "../client/requests.ts";
import { readIntent } from "../text/commands.ts";
import { failureMessage } from "../ui/failure_message.ts";
import type { TerminalChat } from "./chat.ts";
import { Failure } from "./exit_codes.ts";
import { addressedTo, readOwnCommand } from "./own_commands.ts";
import { runIntent } from "./run_intent.ts";
import { runOwnCommand } from "./run_own_command.ts";
import { type Face, send, writeTo } from "./sending.ts";

/**
 * Does what a line means: a message, or a command. What goes wrong is said; it rejects with what nobody
 * foresaw alone. `addressing`: whether `name: text` writes to that person.
 */
export async function runLine(
  chat: TerminalChat,
  line: string,
  face: Face,
  addressing: boolean,
): Promise<void> {
  if (line.trim() === "") return;
  try {
    if (/^\s/.test(line)) return await send(chat, line.trim());
    const own = readOwnCommand(line);
    if (own) return await runOwnCommand(chat, own, face);
    if (addressing && await writeToAddressed(chat, line)) return;
    const { names, me } = chat.model;
    const intent = readIntent(line, names.value, me.value?.role ?? "guest", chat.open?.kind);
    if (intent.is === "message") return await send(chat, intent.text);
    const answer = await runIntent(chat, intent, face);
    if (answer !== undefined) face.say(answer);
  } catch (error) {
    face.say(sayingOf(chat, error));
  }
}

/** What a failed act says. Rethrows what nobody foresaw. */
export function sayingOf({ speech }: Pick<TerminalChat, "speech">, error: unknown): string {
  if (error instanceof Failure) return error.message;
  if (error instanceof Refused || error instanceof Lost) return failureMessage(speech.words, error);
  throw error;
}

/** Whether the line was `name: text`; one that names nobody is refused, and sent nowhere. */
async function writeToAddressed(chat: TerminalChat, line: string): Promise<boolean> {
  const addressed = addressedTo(line);
  if (!addressed) return false;
  const person = await chat.person(addressed.name);
  if (person === undefined && !addressed.isWord) return false;
  await writeTo(chat, person, addressed);
  return true;
}
