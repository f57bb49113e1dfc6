import type { Actor, Chat } from "../../chat/chat.ts";
import { ChatError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/events.ts";
import type { Conversations } from "../../store/conversations/conversations.ts";

/** What somebody is written to with. */
export interface WriteToParts {
  direct: Pick<Conversations, "direct">;
  /** Tells somebody's devices of the conversation. */
  announce(user: UserId, conversation: ConversationId): void;
  chat: Pick<Chat, "post">;
}

/** Writes to `whom` in the direct conversation with a bot. Rejects as `Chat.post` does. */
export async function writeTo(
  { direct, announce, chat }: WriteToParts,
  bot: Actor,
  { whom, id, text, now }: { whom: UserId; id: string; text: string; now: number },
): Promise<void> {
  const { conversation } = await direct.direct(bot.user.id, whom, now);
  for (const user of [bot.user.id, whom]) announce(user, conversation.id);
  await chat.post(bot, { conversation: conversation.id, id, text });
}

/** Lets a refusal be, for it would be the same again; throws anything else. */
export function unlessRefused(error: unknown): void {
  if (!(error instanceof ChatError) || error.code === "unavailable") throw error;
}
