import * as v from "valibot";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import { forwardReplies } from "../../../lib/protocol/requests/forwards.ts";
import { MAX_INBOX_PAGE } from "../../../lib/protocol/limits.ts";
import { shownOrigin } from "../../../lib/ui/timeline/shown_origin.ts";
import { type Clock, systemClock } from "../../../lib/runtime/clock.ts";
import type { ChatWindow } from "../window/chat_window.ts";

/** What is asked for in one turn, by conversation. */
const wanted = new Map<ConversationId, Set<number>>();

/** What failed is asked again after so long, each time twice that: while a deployment or a tunnel lasts. */
const AGAIN_MS = 5_000;
/** Tries before the message says no more than that it was forwarded. */
const MAX_TRIES = 6;

/** What origins are loaded into. */
export interface OriginsWindow {
  readonly words: ChatWindow["words"];
  readonly origins: Pick<ChatWindow["origins"], "known">;
  readonly model: Pick<ChatWindow["model"], "conversations">;
}

/** Asks where a forwarded message came from, together with others of this turn. */
export function loadOrigin(
  window: OriginsWindow,
  conversation: ConversationId,
  seq: number,
  clock: Pick<Clock, "after"> = systemClock,
): void {
  const seqs = wanted.get(conversation);
  if (seqs && seqs.size < MAX_INBOX_PAGE) return void seqs.add(seq);
  wanted.set(conversation, new Set([seq]));
  queueMicrotask(() => {
    const targets = [...wanted.get(conversation) ?? []];
    wanted.delete(conversation);
    void loadOften(window, conversation, targets, clock);
  });
}

/** Loads them, again where that fails for now. */
async function loadOften(
  window: OriginsWindow,
  conversation: ConversationId,
  targets: readonly number[],
  clock: Pick<Clock, "after">,
): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (tries > 0) {
      await new Promise<void>((done) => clock.after(AGAIN_MS * 2 ** (tries - 1), done));
    }
    if (await load(window, conversation, targets).catch(() => false)) return;
  }
}

/** Whether that need not be tried again. */
async function load(
  window: OriginsWindow,
  conversation: ConversationId,
  targets: readonly number[],
): Promise<boolean> {
  const response = await fetch(`/api/v1/conversations/${conversation}/origins?targets=${targets}`);
  if (!response.ok) return response.status < 500 && response.status !== 429;
  const { origins, users } = v.parse(forwardReplies.origins, await response.json());
  const known = new Map(window.origins.known.peek());
  const conversations = window.model.conversations.peek();
  for (const origin of origins) {
    const shown = shownOrigin(window.words, origin, { conversations, users });
    if (shown) known.set(`${conversation} ${origin.target}`, shown);
  }
  window.origins.known.value = known;
  return true;
}
