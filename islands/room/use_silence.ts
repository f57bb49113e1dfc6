import { useComputed } from "@preact/signals";
import type { ConversationId } from "../../lib/protocol/events.ts";
import { useWindow } from "./window_context.ts";

/** Why one may not write for now, and until when: in the words in which the last try was refused. */
export function useSilence(conversation: ConversationId): string | undefined {
  const { items } = useWindow().model.timeline(conversation);
  return useComputed(() => {
    const last = items.value.findLast((item) => item.is === "outgoing");
    if (last?.is !== "outgoing" || last.entry.state !== "failed") return undefined;
    const { error } = last.entry;
    // Of what is forbidden, only a mute ends by itself.
    return error?.code === "forbidden" && error.retryAfterMs !== undefined
      ? error.message
      : undefined;
  }).value;
}
