import type { LaterActions } from "../../../lib/ui/inbox/entry_acts.tsx";
import { canBeDone, canBeLater, type InboxEntry } from "../../../lib/ui/inbox/inbox_entries.ts";
import { endLater, type PutOff, sendLaterNow } from "../later/later_api.ts";
import { useWindow } from "../window/window_context.ts";
import type { Done } from "./use_done.ts";

/** What is done with what waits for its time, and what puts any line off. */
export interface InboxLater extends LaterActions {
  /** Asks until when; what asked for something does not any more. */
  putOff(entry: InboxEntry, anchor: HTMLElement): void;
}

/** Over the window; `done` puts lines away, `undo` brings the last ones back. */
export function useLater({ done, undo }: Pick<Done, "done" | "undo">): InboxLater {
  const window = useWindow();
  const putOff = (entry: InboxEntry, anchor: HTMLElement) => {
    if (entry.is === "draft") window.showToast(window.words.t("inbox.no-later"));
    const what = canBeLater(entry) && putOffOf(entry);
    if (!what) return;
    window.overlay.value = {
      is: "put-off",
      what,
      anchor,
      onDone() {
        if (what.is !== "reminder" || !canBeDone(entry)) return () => {};
        done([entry]);
        return undo;
      },
    };
  };
  return {
    putOff,
    change: () => {
      window.overlay.value = { is: "later" };
    },
    send: (entry) => idOf(entry, sendLaterNow),
    end: (entry) => canBeDone(entry) ? done([entry]) : idOf(entry, endLater),
  };

  function idOf(entry: InboxEntry, act: (id: string) => Promise<void>): void {
    if ("id" in entry) window.attempt(() => act(entry.id));
  }
}

function putOffOf(entry: InboxEntry): PutOff | undefined {
  switch (entry.is) {
    case "scheduled":
      return { is: "again", id: entry.id, was: "message" };
    case "reminder":
      return { is: "again", id: entry.id, was: "reminder" };
    case "draft":
      return undefined;
    default:
      return { is: "reminder", conversation: entry.conversation.id, target: entry.seq };
  }
}
