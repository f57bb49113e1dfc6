import { ChatError } from "../../protocol/errors.ts";
import { codePoints, LIMITS } from "../../protocol/limits.ts";
import { isBlank } from "../../text/message_text.ts";
import { may } from "../../protocol/permissions.ts";
import type { Chat } from "../chat.ts";
import type { ScreenWords } from "../messages/screen.ts";
import type { Access } from "./access.ts";
import { changeConversation, type ChangeParts } from "./change_conversation.ts";

/** Saying what a room is about: an event and the conversation's row, in one commit. */
export function createTopics(
  access: Access,
  parts: ChangeParts & { screen: ScreenWords },
): Pick<Chat, "topic"> {
  return {
    async topic(actor, { conversation: id, topic }, acknowledge) {
      const conversation = await access.write(actor, id);
      if (conversation.kind === "direct") throw new ChatError("not-allowed");
      if (!may(actor.user.role, "set a topic")) throw new ChatError("members-only");
      const text = readTopic(topic);
      await parts.screen(actor, { conversation, text });
      const change = { draft: { kind: "topic", topic: text }, fields: { topic: text } } as const;
      return await changeConversation(parts, actor, id, change, acknowledge);
    },
  };
}

/** A topic is one line. Throws `topic-too-long`. */
export function readTopic(text: string): string {
  const topic = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (codePoints(topic) > LIMITS.topic) {
    throw new ChatError("topic-too-long", { limit: LIMITS.topic });
  }
  return isBlank(topic) ? "" : topic;
}
