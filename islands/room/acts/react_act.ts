import { icons } from "../../../lib/ui/elements/icons.tsx";
import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { mayWriteIn } from "../../../lib/protocol/permissions.ts";
import { LIMITS } from "../../../lib/protocol/limits.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Answers a message with an emoji. */
export function reactAct(window: ChatWindow): Act {
  return {
    id: "react",
    label: "reaction.add",
    icon: icons.react,
    key: "+",
    group: "now",
    bar: true,
    shows: ({ event, me, conversation }) =>
      Object.keys(event.reactions ?? {}).length < LIMITS.reactions &&
      mayWriteIn(me.role, conversation),
    run(target) {
      window.overlay.value = { is: "react", target };
    },
  };
}

/** Shows who reacted, beyond the names that a message has room for. */
export function reactorsAct(window: ChatWindow): Act {
  return {
    id: "reactors",
    label: "reaction.who",
    icon: messageIcons.people,
    group: "now",
    shows: ({ event }) => event.reactions !== undefined,
    run({ conversation, event }) {
      window.overlay.value = { is: "reactors", conversation: conversation.id, event };
    },
  };
}
