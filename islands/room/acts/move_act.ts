import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import { mayBeMoved } from "../../../lib/protocol/may_be_moved.ts";
import type { Act } from "./act.ts";

/** Moves a message to another room. */
export function moveAct(window: ChatWindow): Act {
  return {
    id: "move",
    label: "act.move",
    icon: messageIcons.move,
    key: "m",
    group: "grave",
    needs: "move messages",
    shows: ({ conversation, event }) => conversation.kind === "room" && mayBeMoved(event),
    run({ conversation, event }) {
      window.overlay.value = { is: "move", conversation, seq: event.seq };
    },
  };
}
