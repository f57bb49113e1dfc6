import type { Chat } from "../chat/chat.ts";
import { ChatError } from "../protocol/errors.ts";
import type { ConversationId, ConversationSummary } from "../protocol/events.ts";
import type { Connection } from "./connection.ts";

/** A conversation as the connection's user sees it, or its id and kind for anyone else. */
export type SummaryFor = { is: "member" | "stranger"; conversation: ConversationSummary };

/** Reads what a `conversation` push carries. Throws when the store does not answer. */
export async function summaryFor(
  chat: Pick<Chat, "summary">,
  { actor, subscriptions }: Connection,
  conversation: ConversationId,
): Promise<SummaryFor> {
  const kind = subscriptions.get(conversation)?.kind ?? "room";
  try {
    return { is: "member", conversation: await chat.summary(actor, { conversation }) };
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    const nothing = { head: 0, read: 0, unread: 0, mentions: 0, lastAt: 0 };
    return { is: "stranger", conversation: { id: conversation, kind, ...nothing } };
  }
}
