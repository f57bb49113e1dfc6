import { icons } from "../../../lib/ui/elements/icons.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Has oneself reminded of a message. */
export function remindAct(window: ChatWindow): Act {
  return {
    id: "remind",
    label: "later.remind",
    icon: icons.clock,
    group: "later",
    shows: ({ event }) => event.deletedAt === undefined,
    run({ conversation, event, anchor }) {
      window.overlay.value = {
        is: "put-off",
        what: { is: "reminder", conversation: conversation.id, target: event.seq },
        anchor,
      };
    },
  };
}
