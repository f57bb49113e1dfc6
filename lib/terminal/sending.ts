import { trimMessage } from "../text/message_text.ts";
import type { TerminalChat } from "./chat.ts";
import { ExitCode, Failure } from "./exit_codes.ts";

/** Who shows what comes of a line. */
export interface Face {
  /** Answers the reader, who alone sees it. */
  say(line: string): void;
  /** The user leaves the chat. */
  leave(): void;
  /** Shows the commands, and what they do. */
  help(lines: readonly string[]): void;
}

/** Puts a message into the outbox, where the user is. Rejects as `ChatModel.send` does. */
export async function send(chat: TerminalChat, text: string, replyTo?: number): Promise<void> {
  const thread = chat.thread.value?.root;
  const words = trimMessage(text);
  if (words === "") return;
  chat.written.add(chat.here.value);
  await chat.model.send(chat.here.value, words, {
    ...(thread !== undefined && { thread }),
    ...(replyTo !== undefined && { replyTo }),
  });
}

/** Sends somebody a message, wherever the user is; `undefined` is nobody, who is sent nothing. */
export async function writeTo(
  chat: TerminalChat,
  person: string | undefined,
  written: { name: string; text: string },
): Promise<void> {
  if (person === undefined) {
    const unknown = chat.speech.own.t("failure.unknown-person", { name: written.name });
    throw new Failure(unknown, ExitCode.refused);
  }
  const direct = await chat.model.open(person);
  chat.written.add(direct.id);
  await chat.model.send(direct.id, trimMessage(written.text));
}
