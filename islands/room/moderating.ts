import type { ConversationSummary, Person } from "../../lib/protocol/events.ts";
import { may } from "../../lib/protocol/permissions.ts";
import type { MessageActions } from "../../lib/ui/timeline/message.tsx";
import type { ChatWindow } from "./chat_window.ts";

/** What somebody may do about what others wrote: tell the moderators, or be one. */
export function moderating(
  window: ChatWindow,
  { id: conversation, kind }: ConversationSummary,
  { role }: Person,
): Pick<MessageActions, "report" | "removeOthers"> {
  return {
    ...(may(role, "report a message") && {
      report(seq) {
        window.overlay.value = { is: "report", conversation, seq };
      },
    }),
    ...(kind === "room" && may(role, "delete what others wrote") && {
      removeOthers(seq) {
        window.overlay.value = { is: "delete", conversation, seq };
      },
    }),
  };
}
