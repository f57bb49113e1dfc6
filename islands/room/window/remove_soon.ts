import type { ConversationId } from "../../../lib/protocol/events.ts";
import { callApi } from "../overlays/api.ts";
import type { ChatWindow } from "./chat_window.ts";
import { reportFault } from "../../report_fault.ts";

/** Deletes a message: from here at once, and everywhere when it can no longer be taken back. */
export function removeSoon(window: ChatWindow, id: ConversationId, seq: number): void {
  const back = window.hide(id, seq);
  const failed = (error: unknown) => {
    back();
    window.showError(error);
  };
  window.undo.offer({
    text: window.words.t("act.deleted"),
    undo: back,
    settle(leaving) {
      const done = leaving
        ? callApi(`/conversations/${id}/messages/${seq}`, undefined, "DELETE")
        : window.model.remove(id, seq);
      done.catch(failed).catch(reportFault);
    },
  });
}
