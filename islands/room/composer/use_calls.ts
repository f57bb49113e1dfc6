import { type Call, CALLS, type ConversationSummary } from "../../../lib/protocol/events.ts";
import { MAX_CALLED_BY_ANYONE } from "../../../lib/protocol/limits.ts";
import { may } from "../../../lib/protocol/permissions.ts";
import { useWindow } from "../window/window_context.ts";

const NONE: readonly Call[] = [];

/** What the reader may call everyone of a conversation with (M7). */
export function useCalls({ id, kind }: ConversationSummary): readonly Call[] {
  const { model } = useWindow();
  if (kind !== "room") return NONE;
  if (may(model.me.value?.role ?? "guest", "call everyone in a large room")) return CALLS;
  const counts = model.members.conversation === id ? model.members.counts : undefined;
  const people = counts ? counts.online + counts.away + counts.offline : Infinity;
  return people <= MAX_CALLED_BY_ANYONE ? CALLS : NONE;
}
