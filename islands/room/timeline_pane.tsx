import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { TimelineItem } from "../../lib/client/model.ts";
import type { ConversationSummary, Person } from "../../lib/protocol/events.ts";
import { icons } from "../../lib/ui/icons.tsx";
import { earlierPath } from "../../lib/ui/paths.ts";
import { useReading } from "../../lib/ui/reading.ts";
import type { MessageActions } from "../../lib/ui/timeline/message.tsx";
import { Timeline } from "../../lib/ui/timeline/timeline.tsx";
import { timelineRows } from "../../lib/ui/timeline_rows.ts";
import { useBetweenKeys } from "./between_keys.ts";
import { ScrollKeeper } from "./scroll_keeper.ts";
import { UnreadMark } from "./unread_mark.ts";
import { useKeptFocus } from "./use_kept_focus.ts";
import { moderating } from "./moderating.ts";
import { useWindow } from "./window_context.ts";

/** Rows in the document; more make every layout slower, and nobody sees them. */
const MAX_ROWS = 300;
/** Rows while one reads along: what is above them is drawn when one goes there. */
const ROWS_AT_END = 80;
/** Further behind than this, one begins at the mark and not at the end: a page of history. */
const MANY_UNREAD = 40;

export interface TimelinePaneProps {
  conversation: ConversationSummary;
  me: Person;
  names: readonly string[];
}

/** What one has just written appears at once. */
function endsWithOwn(items: readonly TimelineItem[]): boolean {
  return items.at(-1)?.is === "outgoing";
}

/** One conversation's messages, kept in place, marked and read. */
export function TimelinePane({ conversation, me, names }: TimelinePaneProps) {
  const window = useWindow();
  const { model } = window;
  const { words, times, preferences } = useReading();
  const timeline = model.timeline(conversation.id);
  const mark = useState(() => new UnreadMark(conversation.read, conversation.unread))[0];
  const marked = useSignal(mark.after);
  const atEnd = useSignal(true);
  const scroller = useRef<HTMLDivElement>(null);
  const keeper = useRef<ScrollKeeper | undefined>(undefined);
  const opened = useRef(false);
  useKeptFocus(scroller);

  const held = useBetweenKeys(timeline.items, endsWithOwn).value;
  // Where rows give way when there are too many: at the far end of where one scrolls to.
  const keeping = useRef<"oldest" | "newest">("oldest");
  const items = useMemo(() => {
    if (atEnd.value) return held.slice(-ROWS_AT_END);
    return keeping.current === "newest" ? held.slice(-MAX_ROWS) : held.slice(0, MAX_ROWS);
  }, [held, atEnd.value]);
  const rows = useMemo(
    () =>
      timelineRows(items, {
        dayKey: times.dayKey,
        newAfter: marked.value,
        arrivals: preferences.arrivals,
      }),
    [items, times, marked.value, preferences.arrivals],
  );
  const actions = useMemo((): MessageActions => ({
    retry: (id) => void model.retry(id),
    discard: (id) => void model.discard(id),
    remove: (seq) => {
      window.overlay.value = { is: "delete", conversation: conversation.id, seq };
    },
    ...moderating(window, conversation, me),
  }), [conversation.id, me.role]);

  useLayoutEffect(() => {
    if (!scroller.current) return;
    keeper.current = new ScrollKeeper(scroller.current, {
      atEnd: (is) => {
        if (!is) timeline.trim(MAX_ROWS, "newest"); // what is not drawn is fetched when looked for
        atEnd.value = is;
      },
      nearTop: () => {
        if (timeline.hasOlder.peek() && !timeline.loading.peek()) void timeline.loadOlder();
      },
      nearBottom: () => {
        if (!timeline.hasNewer.peek() || timeline.loading.peek()) return;
        keeping.current = "newest";
        void timeline.loadNewer().finally(() => {
          timeline.trim(MAX_ROWS, "newest");
          keeping.current = "oldest";
        });
      },
      isLatest: () => !timeline.hasNewer.peek(),
    });
    return () => keeper.current?.dispose();
  }, []);

  // After every drawing: open where one stopped, or hold what is being read.
  useLayoutEffect(() => {
    if (!keeper.current) return;
    if (!opened.current && items.length > 0) {
      opened.current = true;
      if (!keeper.current.toRow("unread")) keeper.current.toEnd();
    } else keeper.current.settle();
    if (!atEnd.peek() && held.length > MAX_ROWS) timeline.trim(MAX_ROWS, keeping.current);
  });

  const online = useComputed(() => model.connection.value.state === "online");
  useEffect(() => {
    if (timeline.newest.peek() > 0) return keeper.current?.settle(); // what is near was not to be had
    if (conversation.unread > MANY_UNREAD) void timeline.around(Math.max(1, conversation.read));
    else void timeline.toLatest();
  }, [online.value]);

  // Read means: at the end, with the window in front.
  useSignalEffect(() => {
    const newest = timeline.newest.value;
    const held = timeline.items.value;
    const reading = atEnd.value && window.focused.value && !timeline.hasNewer.value;
    if (newest > 0 && reading) {
      mark.readTo(newest);
      model.markRead(conversation.id, newest);
    } else if (mark.missed(held)) marked.value = mark.after;
  });

  const toLatest = () => {
    if (timeline.hasNewer.peek()) void timeline.toLatest().then(() => keeper.current?.toEnd());
    keeper.current?.toEnd();
  };
  useEffect(() => {
    if (window.toEnd.value > 0) toLatest();
  }, [window.toEnd.value]);
  useEffect(() => {
    if (window.markRead.value === 0) return;
    mark.clear();
    marked.value = undefined;
    toLatest();
    model.markRead(conversation.id, conversation.head);
  }, [window.markRead.value]);

  const away = !atEnd.value || timeline.hasNewer.value;
  return (
    <>
      <Timeline
        conversation={conversation}
        rows={rows}
        hasOlder={timeline.hasOlder.value || items.length < held.length}
        loading={timeline.loading.value}
        ownName={me.name}
        names={names}
        actions={actions}
        scroller={scroller}
        olderHref={earlierPath(conversation, timeline.oldest.value)}
        onLoadOlder={(event) => {
          event.preventDefault();
          void timeline.loadOlder();
        }}
      />
      <div class="latest-place">
        {away && (
          <button type="button" class="to-latest" onClick={toLatest}>
            <icons.down />
            {conversation.unread > 0
              ? words.t("timeline.pill", { count: conversation.unread })
              : words.t("timeline.latest")}
          </button>
        )}
      </div>
    </>
  );
}
