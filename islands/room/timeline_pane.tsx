import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ConversationSummary, Person } from "../../lib/protocol/events.ts";
import { icons } from "../../lib/ui/icons.tsx";
import { earlierPath } from "../../lib/ui/paths.ts";
import { useReading } from "../../lib/ui/reading.ts";
import type { MessageActions } from "../../lib/ui/timeline/message.tsx";
import { Timeline } from "../../lib/ui/timeline/timeline.tsx";
import { newMessages, timelineRows } from "../../lib/ui/timeline_rows.ts";
import { ScrollKeeper } from "./scroll_keeper.ts";
import { UnreadMark } from "./unread_mark.ts";
import { useKeptFocus } from "./use_kept_focus.ts";
import { useOpening } from "./use_opening.ts";
import { useTelling } from "./use_telling.ts";
import { moderating } from "./moderating.ts";
import { useWindow } from "./window_context.ts";

/** Rows in the document; more make every layout slower, and nobody sees them. */
const MAX_ROWS = 300;
/** Rows while one reads along: what is above them is drawn when one goes there. */
const ROWS_AT_END = 80;

export interface TimelinePaneProps {
  conversation: ConversationSummary;
  me: Person;
  names: readonly string[];
}

/** One conversation's messages, kept in place, marked and read. */
export function TimelinePane({ conversation, me, names }: TimelinePaneProps) {
  const window = useWindow();
  const { model } = window;
  const { words, times, preferences } = useReading();
  const timeline = model.timeline(conversation.id);
  const mark = useState(() => {
    timeline.catchUp(); // else what is counted as unread is not there
    return new UnreadMark(conversation.read, conversation.unread);
  })[0];
  const marked = useSignal(mark.after);
  const atEnd = useSignal(true);
  const scroller = useRef<HTMLDivElement>(null);
  const latest = useRef<HTMLDivElement>(null);
  const keeper = useRef<ScrollKeeper | undefined>(undefined);
  const telling = useTelling();
  useKeptFocus(scroller);
  useKeptFocus(latest, scroller);
  keeper.current?.follow();

  const all = timeline.items.value;
  const held = useMemo(
    () => preferences.arrivals ? all : all.filter((item) => item.is !== "presence"),
    [all, preferences.arrivals],
  );
  // Where rows give way when there are too many: at the far end of where one scrolls to.
  const keeping = useRef<"oldest" | "newest">("oldest");
  const items = useMemo(() => {
    if (atEnd.value) return held.slice(-ROWS_AT_END);
    return keeping.current === "newest" ? held.slice(-MAX_ROWS) : held.slice(0, MAX_ROWS);
  }, [held, atEnd.value]);
  const after = marked.value;
  const reachesMark = after !== undefined && timeline.oldest.value <= after + 1;
  const found = useMemo(
    () => reachesMark ? newMessages(held, after) : undefined,
    [held, after, reachesMark],
  );
  const unreadBeyond = timeline.hasNewer.value ? conversation.unread : 0;
  const first = found?.first;
  const unreadCount = Math.max(found?.count ?? 0, unreadBeyond);
  const rows = useMemo(
    () =>
      timelineRows(items, {
        dayKey: times.dayKey,
        ...(first !== undefined && { unread: { first, count: unreadCount } }),
      }),
    [items, times, first, unreadCount],
  );
  const actions = useMemo((): MessageActions => ({
    retry: (id) => void model.retry(id),
    discard: (id) => void model.discard(id),
    remove: (seq) => {
      window.overlay.value = { is: "delete", conversation: conversation.id, seq };
    },
    ...moderating(window, conversation, me),
  }), [conversation.id, me.role]);

  const toLatest = () => {
    keeper.current?.toEnd();
    if (!timeline.hasNewer.peek()) return;
    timeline.toLatest().then(() => {
      telling.works();
      keeper.current?.toEnd();
    }, telling.tell);
  };
  useLayoutEffect(() => {
    if (!scroller.current) return;
    keeper.current = new ScrollKeeper(scroller.current, {
      atEnd: (is) => {
        if (!is) {
          timeline.trim(MAX_ROWS, "newest"); // what is not drawn is fetched when looked for
          busy.value = true; // what is drawn then was said before
        }
        atEnd.value = is;
      },
      nearTop: () => {
        if (!timeline.hasOlder.peek() || timeline.loading.peek()) return;
        timeline.loadOlder().then(telling.works, telling.tell);
      },
      nearBottom: () => {
        if (!timeline.hasNewer.peek() || timeline.loading.peek()) return;
        keeping.current = "newest";
        timeline.loadNewer().finally(() => {
          timeline.trim(MAX_ROWS, "newest");
          keeping.current = "oldest";
        }).then(telling.works, telling.tell);
      },
      isLatest: () => !timeline.hasNewer.peek(),
    });
    return () => keeper.current?.dispose();
  }, []);

  const online = useComputed(() => model.connection.value.state === "online");
  const place = () => {
    if (!keeper.current?.toRow("unread")) toLatest();
  };
  const stay = () => keeper.current?.stay() ?? false;
  const placed = useOpening({ timeline, mark, items, first, online, telling, stay, place });
  // After every drawing: hold what is being read.
  useLayoutEffect(() => {
    if (placed.peek()) keeper.current?.settle();
    if (!atEnd.peek() && held.length > MAX_ROWS) timeline.trim(MAX_ROWS, keeping.current);
  });
  useEffect(() => {
    if (placed.peek()) keeper.current?.askForMore(); // what is near was not to be had
  }, [online.value]);

  // Read means: at the end, with the window in front.
  useSignalEffect(() => {
    const newest = timeline.newest.value;
    const held = timeline.items.value;
    if (!placed.value) return;
    const reading = atEnd.value && window.focused.value && !timeline.hasNewer.value;
    if (newest > 0 && reading) {
      mark.readTo(newest);
      model.markRead(conversation.id, newest);
    } else if (mark.missed(held)) marked.value = mark.after;
  });

  useCalled(window.toEnd, toLatest);
  useCalled(window.markRead, () => {
    mark.clear(conversation.head);
    marked.value = undefined;
    toLatest();
    model.markRead(conversation.id, conversation.head);
  });

  // The log is busy, and nothing is read out, while it draws what was said before: a page, or rows that
  // were held beyond those at the end.
  const loading = timeline.loading.value;
  const busy = useSignal(loading);
  // A page may come before an effect that waits for a picture has run.
  useLayoutEffect(() => {
    if (loading) busy.value = true;
  }, [loading]);
  useEffect(() => {
    if (!loading) busy.value = false;
  }, [loading, busy.value]);

  const away = !atEnd.value || timeline.hasNewer.value;
  return (
    <>
      <Timeline
        conversation={conversation}
        rows={rows}
        hasOlder={timeline.hasOlder.value || items.length < held.length}
        loading={loading}
        busy={busy.value}
        ownName={me.name}
        names={names}
        actions={actions}
        scroller={scroller}
        olderHref={earlierPath(conversation, timeline.oldest.value)}
        onLoadOlder={(event) => {
          event.preventDefault();
          timeline.loadOlder().then(telling.works, telling.tell);
        }}
      />
      <div class="latest-place" ref={latest}>
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

/** Runs when a counter goes up while this is shown: what it counted before is over. */
function useCalled(counter: ReadonlySignal<number>, run: () => void): void {
  const heard = useRef(counter.peek());
  // At once: an effect that waits for a picture is dropped when the next key leads away.
  useLayoutEffect(() => {
    if (counter.value === heard.current) return;
    heard.current = counter.value;
    run();
  }, [counter.value]);
}
