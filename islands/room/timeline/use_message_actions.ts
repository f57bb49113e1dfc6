import { useMemo } from "preact/hooks";
import type { MessageActs } from "../../../lib/ui/timeline/acts.ts";
import type { MessageActions } from "../../../lib/ui/timeline/message_props.ts";
import { useWindow } from "../window/window_context.ts";

/** What one may do with the messages of a timeline or a thread: the same object until `acts` come. */
export function useMessageActions(
  conversation: string,
  acts: MessageActs | undefined,
): MessageActions {
  const { model, overlay } = useWindow();
  return useMemo(() => ({
    retry: (id) => void model.retry(id),
    discard: (id) => void model.discard(id),
    showVersions: (seq) => {
      overlay.value = { is: "versions", conversation, seq };
    },
    showBookmark: (seq, known) => {
      overlay.value = { is: "bookmark", conversation, seq, known };
    },
    showReaders: (readers) => {
      overlay.value = { is: "readers", readers };
    },
    acts,
  }), [conversation, acts]);
}
