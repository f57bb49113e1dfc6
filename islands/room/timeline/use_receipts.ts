import { useMemo } from "preact/hooks";
import type { Timeline, TimelineItem } from "../../../lib/client/model.ts";
import type { ConversationSummary, Person } from "../../../lib/protocol/events.ts";
import { type Reader, type Receipts, receiptsAt } from "../../../lib/ui/timeline/receipts.ts";
import { useWindow } from "../window/window_context.ts";

/** Who has read up to each of the items, where the server tells of it (M15). */
export function useReceipts(
  { id, with: other, seen, seenAt }: ConversationSummary,
  me: Person,
  items: readonly TimelineItem[],
  timeline: Timeline,
): Receipts {
  const { members } = useWindow().model;
  // Of two people, the summary says it; of more, the list of those who are there.
  const list = !other && members.conversation === id ? members.list.value : undefined;
  const hasNewer = timeline.hasNewer.value;
  return useMemo(() => {
    const readers: Reader[] = other && seen ? [{ ...other, seq: seen, at: seenAt }] : [];
    for (const one of list ?? []) if (one.read) readers.push({ ...one, ...one.read });
    return receiptsAt(items, readers.filter((one) => one.id !== me.id), hasNewer);
  }, [other, seen, list, me.id, items, hasNewer]);
}
