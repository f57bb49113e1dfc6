import { messageIcons } from "../../../lib/ui/elements/message_icons.tsx";
import { showAuthor } from "../people/listen_to_people.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Shows who wrote a message of another. */
export function personAct(window: ChatWindow): Act {
  return {
    id: "person",
    label: "act.person",
    icon: messageIcons.people,
    key: "i",
    group: "later",
    shows: ({ item }) => !item.own,
    run: (target) => showAuthor(window, target),
  };
}
