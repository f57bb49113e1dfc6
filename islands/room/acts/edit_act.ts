import { mayWriteIn } from "../../../lib/protocol/permissions.ts";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { editedMessage } from "../composer/save_edit.ts";
import { placeOf } from "../composer/writing.ts";
import type { ChatWindow } from "../window/chat_window.ts";
import type { Act } from "./act.ts";

/** Changes the words of one's own message, in the composer. */
export function editAct(window: ChatWindow): Act {
  return {
    id: "edit",
    label: "act.edit",
    icon: icons.write,
    key: "e",
    group: "now",
    shows: ({ event, item, me, conversation }) =>
      item.own && !event.forwarded && mayWriteIn(me.role, conversation),
    run(target) {
      const place = placeOf(window, target);
      window.writing.value = { is: "edit", ...place, ...editedMessage(target.item) };
    },
  };
}
