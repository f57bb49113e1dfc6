import { type Call, CALLS, type ConversationSummary } from "../../../lib/protocol/events.ts";
import { mayCallAll } from "../../../lib/protocol/permissions.ts";
import { peopleIn } from "../../../lib/protocol/room_preview.ts";
import { useWindow } from "../window/window_context.ts";

const NONE: readonly Call[] = [];

/** What the reader may call everyone of a conversation with (M7). */
export function useCalls({ id, kind }: ConversationSummary): readonly Call[] {
  const { model } = useWindow();
  if (kind !== "room") return NONE;
  const counts = model.members.conversation === id ? model.members.counts : undefined;
  return mayCallAll(model.me.value?.role ?? "guest", counts ? peopleIn(counts) : Infinity)
    ? CALLS
    : NONE;
}
