import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Marks a message and all that follow it as unread, on all devices (M12). */
export function unreadAct(window: ChatWindow): Act {
  return {
    id: "unread",
    label: "act.unread",
    icon: messageIcons.unread,
    key: "u",
    group: "later",
    shows: () => true,
    run: ({ conversation, event }) => window.markUnread(conversation.id, event.seq),
  };
}
