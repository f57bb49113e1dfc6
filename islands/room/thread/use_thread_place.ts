import { useMemo } from "preact/hooks";
import { threadKey } from "../../../lib/client/threads.ts";
import type { ConnectionState } from "../../../lib/client/model.ts";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import type { MessagePlace } from "../../../lib/ui/timeline/message_place.ts";
import { useWindow } from "../window/window_context.ts";

/** Where messages stand: in the timeline of a conversation, or in the thread of a root. */
export function useThreadPlace(conversation: ConversationSummary, thread?: number): MessagePlace {
  const window = useWindow();
  const shown = window.thread.value;
  const open = shown?.conversation === conversation.id ? shown.root : undefined;
  const { id, name, title, with: other } = conversation;
  return useMemo(() => ({
    conversation,
    thread,
    open,
    unreadIn: (root: number) =>
      window.model.threads.unread.value.get(threadKey(id, root))?.unread ?? 0,
    isAway: () => isLost(window.model.connection.value),
  }), [id, name, title, other?.name, thread, open]);
}

/** Whether it was lost: while a page connects for the first time, it was not. */
function isLost(connection: ConnectionState): boolean {
  return connection.state === "waiting" ||
    connection.state === "connecting" && connection.attempt > 1;
}
