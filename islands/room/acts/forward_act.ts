import { icons } from "../../../lib/ui/elements/icons.tsx";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Forwards a message to another conversation (M12). */
export function forwardAct(window: ChatWindow): Act {
  return {
    id: "forward",
    label: "act.forward",
    short: "forward.send",
    icon: icons.passed,
    key: "f",
    group: "now",
    frequent: true,
    shows: ({ event, conversation }) => event.text !== "" && !conversation.resting,
    run(target) {
      window.overlay.value = { is: "forward", target };
    },
  };
}
