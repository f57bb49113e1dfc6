import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { ConversationSummary, Person } from "../../../lib/protocol/events.ts";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { earlierPath } from "../../../lib/ui/paths.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { Timeline } from "../../../lib/ui/timeline/timeline.tsx";
import { TimelineReaderProvider } from "../../../lib/ui/timeline/timeline_reader.ts";
import { useKeptFocus } from "../navigation/use_kept_focus.ts";
import { useCopying } from "./use_copying.ts";
import { useActs } from "../acts/use_acts.ts";
import { useBusy } from "./use_busy.ts";
import { useMessageActions } from "./use_message_actions.ts";
import { useOpening } from "./use_opening.ts";
import { useReceipts } from "./use_receipts.ts";
import { useRetryError } from "./use_retry_error.ts";
import { useSignalCount } from "./use_signal_count.ts";
import { useTarget } from "./use_target.ts";
import { useTimelineReader } from "./use_timeline_reader.ts";
import { useTimelineRows } from "./use_timeline_rows.ts";
import { useTimelineScroll } from "./use_timeline_scroll.ts";
import { useReadPosition, useUnreadMark } from "./use_unread_mark.ts";
import { MessagePlaceProvider } from "../../../lib/ui/timeline/message_place.ts";
import { useThreadPlace } from "../thread/use_thread_place.ts";
import { useWindow } from "../window/window_context.ts";

export interface TimelinePaneProps {
  conversation: ConversationSummary;
  me: Person;
  names: readonly string[];
  live: boolean;
}

/** One conversation's messages, kept in place, marked and read. */
export function TimelinePane({ conversation, me, names, live }: TimelinePaneProps) {
  const window = useWindow();
  const { words } = useReading();
  const timeline = window.model.timeline(conversation.id);
  const scroller = useRef<HTMLDivElement>(null);
  const latest = useRef<HTMLDivElement>(null);
  useCopying(scroller);
  const visit = useUnreadMark(timeline, conversation);
  const retryError = useRetryError();
  useKeptFocus(scroller);
  useKeptFocus(latest, scroller);
  const scroll = useTimelineScroll(timeline, scroller, retryError, () => {
    busy.value = true; // what is drawn then was said before
  });
  const isPlaced = useRef(false);
  const isLed = window.target.value?.conversation === conversation.id;
  const view = useTimelineRows(
    timeline,
    conversation,
    visit.after.value,
    scroll,
    isPlaced.current && !isLed,
  );
  const busy = useBusy(timeline.loading.value || view.drawing);
  const receipts = useReceipts(conversation, me, view.items, timeline);
  const placed = useOpening(timeline, visit.mark, view, scroll, retryError);
  const found = useTarget(timeline, view, scroll, placed, retryError);
  useLayoutEffect(() => {
    if (!placed.peek()) return;
    isPlaced.current = true;
    scroll.settle(view.loaded.length, view);
    view.drawn();
  });
  useReadPosition(conversation, timeline, visit, { ...scroll, placed });
  useSignalCount(window.toEnd, scroll.toLatest);
  const items = () => timeline.items.peek();
  const acts = useActs(scroller, { conversation, me, items }, live);
  const actions = useMessageActions(conversation.id, acts);
  const { value: writing } = window.writing;
  const editing = writing?.is === "edit" && writing.conversation === conversation.id
    ? writing.key
    : undefined;
  useEffect(() => {
    if (!editing) return;
    const row = scroller.current?.querySelector(`[data-key="${CSS.escape(editing)}"]`);
    row?.scrollIntoView({ block: "nearest" });
  }, [editing]);
  const away = !scroll.atEnd.value || timeline.hasNewer.value;
  const place = useThreadPlace(conversation);
  const reader = useTimelineReader(conversation, me, live);
  return (
    <TimelineReaderProvider value={reader}>
      <MessagePlaceProvider value={place}>
        <Timeline
          conversation={conversation}
          quiet={window.model.mute.value !== undefined}
          rows={view.rows}
          receipts={receipts}
          hasOlder={timeline.hasOlder.value || view.items.length < view.loaded.length}
          loading={timeline.loading.value}
          unloaded={timeline.loaded.value ? undefined : window.online ? "coming" : "no-connection"}
          busy={busy.value}
          ownName={me.name}
          names={names}
          actions={actions}
          landing={window.landing?.conversation === conversation.id
            ? window.landing.seq
            : undefined}
          markOf={({ key }) =>
            editing === key ? "editing" : found.value === key ? "found" : undefined}
          live={live}
          scroller={scroller}
          olderHref={earlierPath(conversation, timeline.oldest.value)}
          onLoadOlder={(event) => {
            event.preventDefault();
            scroll.loadOlder();
          }}
        />
        <div class="latest-place" ref={latest}>
          {away && (
            <button type="button" class="to-latest" onClick={scroll.toLatest}>
              <icons.down />
              {conversation.unread > 0
                ? words.t("timeline.pill", { count: conversation.unread })
                : words.t("timeline.latest")}
            </button>
          )}
        </div>
      </MessagePlaceProvider>
    </TimelineReaderProvider>
  );
}
