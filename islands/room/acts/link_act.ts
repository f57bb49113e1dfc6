import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { messagePath } from "../../../lib/ui/paths.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";
import { copyLink } from "./copy_link.ts";

/** Copies the address of a message: who may read it comes there, through the door if need be (M12). */
export function linkAct(window: ChatWindow): Act {
  return {
    id: "link",
    label: "act.copy-link",
    icon: messageIcons.link,
    key: "l",
    group: "now",
    shows: () => true,
    run: ({ conversation, event }) => copyLink(window, messagePath(conversation, event.seq)),
  };
}
