import { may } from "../../../lib/protocol/permissions.ts";
import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { removeSoon } from "../window/remove_soon.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Deletes a message for everyone: one's own, or in a room any, by who keeps order there. */
export function deleteAct(window: ChatWindow): Act {
  return {
    id: "delete",
    label: "message.delete",
    icon: messageIcons.trash,
    key: "delete",
    group: "grave",
    danger: true,
    shows: ({ item, me, conversation: { kind } }) =>
      item.own || kind === "room" && may(me.role, "delete what others wrote"),
    run: ({ conversation, event }) => removeSoon(window, conversation.id, event.seq),
  };
}
