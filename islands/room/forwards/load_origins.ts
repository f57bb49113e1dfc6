import * as v from "valibot";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import { forwardReplies } from "../../../lib/protocol/requests/forwards.ts";
import { MAX_INBOX_PAGE } from "../../../lib/protocol/limits.ts";
import { shownOrigin } from "../../../lib/ui/timeline/shown_origin.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** What is asked for in one turn, by conversation. */
const wanted = new Map<ConversationId, Set<number>>();

/** Asks where a forwarded message came from, together with others of this turn. */
export function loadOrigin(window: ChatWindow, conversation: ConversationId, seq: number): void {
  const seqs = wanted.get(conversation);
  if (seqs && seqs.size < MAX_INBOX_PAGE) return void seqs.add(seq);
  wanted.set(conversation, new Set([seq]));
  queueMicrotask(() => {
    const targets = [...wanted.get(conversation) ?? []];
    wanted.delete(conversation);
    // Where it cannot be had, the message says no more than that it was forwarded.
    load(window, conversation, targets).catch(() => {});
  });
}

async function load(
  window: ChatWindow,
  conversation: ConversationId,
  targets: readonly number[],
): Promise<void> {
  const response = await fetch(`/api/v1/conversations/${conversation}/origins?targets=${targets}`);
  if (!response.ok) return;
  const { origins, users } = v.parse(forwardReplies.origins, await response.json());
  const known = new Map(window.origins.known.peek());
  const conversations = window.model.conversations.peek();
  for (const origin of origins) {
    const shown = shownOrigin(window.words, origin, { conversations, users });
    if (shown) known.set(`${conversation} ${origin.target}`, shown);
  }
  window.origins.known.value = known;
}
