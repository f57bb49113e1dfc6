import type { ConversationId } from "../protocol/events.ts";
import { type BotCommand, commandReplies } from "../protocol/requests/commands.ts";
import { systemClock } from "../runtime/clock.ts";
import type { Server } from "./server.ts";

/** What was read is good for so long: bots come and go. */
const FRESH_MS = 60_000;

/** The commands of bots where one is, for completion. */
export class BotCommands {
  #read: { of: ConversationId; at: number; commands: readonly BotCommand[] } | undefined;
  #reading: ConversationId | undefined;

  constructor(private readonly server: Pick<Server, "ask">) {}

  /** Those that are known; where they are not, they are read, and `came` is called then. */
  known(conversation: ConversationId, came: () => void): readonly BotCommand[] {
    const read = this.#read?.of === conversation ? this.#read : undefined;
    const isFresh = read && systemClock.elapsed() - read.at < FRESH_MS;
    if (!isFresh && this.#reading !== conversation) void this.#load(conversation).then(came);
    return read?.commands ?? [];
  }

  /** None where that fails: the house's own are there all the same. */
  async #load(conversation: ConversationId): Promise<void> {
    this.#reading = conversation;
    const path = `/conversations/${encodeURIComponent(conversation)}/commands`;
    const said = await this.server.ask(commandReplies.commands, "GET", path)
      .catch(() => undefined);
    const commands = said && "answer" in said ? said.answer.commands : [];
    this.#reading = undefined;
    this.#read = { of: conversation, at: systemClock.elapsed(), commands };
  }
}
