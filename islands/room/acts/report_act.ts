import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Tells the moderators about a message of another. */
export function reportAct(window: ChatWindow): Act {
  return {
    id: "report",
    label: "act.report",
    icon: messageIcons.flag,
    group: "grave",
    shows: ({ item }) => !item.own,
    run({ conversation, event }) {
      window.overlay.value = { is: "report", conversation: conversation.id, seq: event.seq };
    },
  };
}
