// Commands of bots: what may be called where one is, and calling it (B3).
import { Refused } from "../../../lib/client/model.ts";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import { type BotCommand, commandReplies } from "../../../lib/protocol/requests/commands.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { plainText } from "../../../lib/text/plain.ts";
import type { Reading } from "../../../lib/ui/reading.ts";
import { askApi, readApi } from "../overlays/api.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** What was read is good for so long: bots come and go. */
const FRESH_MS = 60_000;
/** A shorter answer stands where other sayings do; a longer one in a dialog. */
const TOAST_LENGTH = 140;

let read: { of: ConversationId; at: number; commands: readonly BotCommand[] } | undefined;
let reading: ConversationId | undefined;

/** Those of a conversation as far as they are known; they are read meanwhile where they are not. */
export function knownBotCommands(conversation: ConversationId): readonly BotCommand[] {
  const isFresh = read?.of === conversation && systemClock.elapsed() - read.at < FRESH_MS;
  if (!isFresh && reading !== conversation) void loadBotCommands(conversation);
  return read?.of === conversation ? read.commands : [];
}

/** Reads them; none where that fails: the house's own are there all the same. */
export async function loadBotCommands(
  conversation: ConversationId,
): Promise<readonly BotCommand[]> {
  reading = conversation;
  const { commands } = await readApi(
    commandReplies.commands,
    `/conversations/${encodeURIComponent(conversation)}/commands`,
  ).catch(() => ({ commands: [] }));
  reading = undefined;
  read = { of: conversation, at: systemClock.elapsed(), commands };
  return commands;
}

/**
 * Calls a command and shows what it answers to the caller alone. Gives `undefined` once it was called, and
 * the refusal where there is no such command; rejects with other refusals.
 */
export async function callBotCommand(
  window: Pick<ChatWindow, "overlay" | "showToast">,
  { words }: Pick<Reading, "words">,
  call: { conversation: ConversationId; thread: number | undefined; text: string },
): Promise<Refused | undefined> {
  const { conversation, thread, text } = call;
  try {
    const { bot, said, seq } = await askApi(
      commandReplies.command,
      `/conversations/${encodeURIComponent(conversation)}/commands`,
      { text, ...(thread !== undefined && { thread }) },
    );
    if (seq !== undefined) return undefined; // it stands in the room
    const { name } = bot;
    const plain = said === undefined ? words.t("command.taken", { name }) : plainText(said);
    if (said === undefined) window.showToast(plain);
    else if (plain.includes("\n") || plain.length > TOAST_LENGTH || plain !== said) {
      window.overlay.value = { is: "answer", name, text: said };
    } else window.showToast(words.t("command.said", { name, text: plain }));
    return undefined;
  } catch (error) {
    if (error instanceof Refused && error.error.code === "unknown-message") return error;
    throw error;
  }
}
