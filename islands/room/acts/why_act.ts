import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Says why a message of another notifies one, or does not (C1). */
export function whyAct(window: ChatWindow): Act {
  return {
    id: "why",
    label: "act.why",
    icon: messageIcons.bell,
    group: "later",
    shows: ({ item }) => !item.own,
    run({ conversation, event }) {
      window.overlay.value = { is: "why", conversation, seq: event.seq };
    },
  };
}
