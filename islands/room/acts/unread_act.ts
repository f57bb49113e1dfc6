import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { placeOf } from "../composer/writing.ts";
import { closeThread } from "../thread/close_thread.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Marks a message and all that follow it as unread, in the room or in its thread, on all devices (M12). */
export function unreadAct(window: ChatWindow): Act {
  return {
    id: "unread",
    label: "act.unread",
    icon: messageIcons.unread,
    key: "u",
    group: "later",
    shows: () => true,
    run(target) {
      const { conversation: { id }, event: { seq } } = target;
      const { thread } = placeOf(window, target);
      if (thread === undefined) return window.markUnread(id, seq);
      closeThread(window); // open, it would be read at once
      window.attempt(() => window.model.threads.markUnread(id, thread, seq));
    },
  };
}
