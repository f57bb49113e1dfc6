import { mayWriteIn } from "../../../lib/protocol/permissions.ts";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Pins a message for everyone, or takes the pin off. */
export function pinAct(window: ChatWindow): Act {
  return {
    id: "pin",
    label: ({ event }) => event.pinned ? "act.unpin" : "act.pin",
    listed: "act.pin-listed",
    icon: icons.pin,
    key: "p",
    group: "now",
    needs: "pin a message",
    shows: ({ me, conversation }) => mayWriteIn(me.role, conversation),
    run({ conversation, event }) {
      window.attempt(() => window.model.reactions.pin(conversation.id, event.seq, !event.pinned));
    },
  };
}
