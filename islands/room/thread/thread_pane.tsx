import { useSignalEffect } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { makeThread } from "../../../lib/client/open_thread.ts";
import type { Thread, TimelineItem } from "../../../lib/client/model.ts";
import type { ConversationSummary, Person } from "../../../lib/protocol/events.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { newMessages, timelineRows } from "../../../lib/ui/room/timeline_rows.ts";
import { PollProvider } from "../../../lib/ui/polls/poll_context.ts";
import { TextProvider } from "../../../lib/ui/text/text_context.ts";
import { ThreadPanel } from "../../../lib/ui/thread/thread_panel.tsx";
import { MessagePlaceProvider } from "../../../lib/ui/timeline/message_place.ts";
import { TimelineReaderProvider } from "../../../lib/ui/timeline/timeline_reader.ts";
import { type ActsContext, attachActs } from "../acts/live_acts.tsx";
import type { MessageActs } from "../../../lib/ui/timeline/acts.ts";
import { useKeptFocus } from "../navigation/use_kept_focus.ts";
import { usePollPlace } from "../panes/use_poll_place.ts";
import { useTextPlaceOf } from "../panes/use_text_place_of.ts";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import { copyMessages } from "../timeline/copy_messages.ts";
import { useBusy } from "../timeline/use_busy.ts";
import { useMessageActions } from "../timeline/use_message_actions.ts";
import { useRetryError } from "../timeline/use_retry_error.ts";
import { useSignalCount } from "../timeline/use_signal_count.ts";
import { useTimelineReader } from "../timeline/use_timeline_reader.ts";
import { useTimelineScroll } from "../timeline/use_timeline_scroll.ts";
import { useWindow } from "../window/window_context.ts";
import { closeThread } from "./close_thread.ts";
import { ThreadMenu } from "./thread_menu.tsx";
import { useReplyTarget } from "./use_reply_target.ts";
import { useThreadPlace } from "./use_thread_place.ts";

export interface ThreadPaneProps extends Failing {
  conversation: ConversationSummary;
  root: number;
  me: Person;
  names: readonly string[];
  live: boolean;
  /** Where one writes in the thread; what cannot be written in has a note. */
  composer(thread: Thread, note: RefObject<HTMLElement | null>): ComponentChildren;
}

/** The replies in one thread: what their texts lead to, where to vote in their polls and react. */
export function ThreadPane(props: ThreadPaneProps) {
  const text = useTextPlaceOf(useWindow(), props.live);
  const polls = usePollPlace(props.conversation, props.live);
  const reader = useTimelineReader(props.conversation, props.me, props.live);
  return (
    <TextProvider value={text}>
      <PollProvider value={polls}>
        <TimelineReaderProvider value={reader}>
          <Replies {...props} />
        </TimelineReaderProvider>
      </PollProvider>
    </TextProvider>
  );
}

/** The replies in one thread: followed, read, and answered. */
function Replies({ conversation, root, me, names, live, composer }: ThreadPaneProps) {
  const window = useWindow();
  const { times } = useReading();
  const thread = window.model.threads.open(conversation.id, root, makeThread);
  const { replies } = thread;
  const region = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const note = useRef<HTMLElement>(null);
  useKeptFocus(region, note);
  useEffect(() => scroller.current ? copyMessages(scroller.current) : undefined, []);
  const retryError = useRetryError();
  const busy = useBusy(replies.loading.value);
  const scroll = useTimelineScroll(replies, scroller, retryError, () => {
    busy.value = true;
  });
  const items = replies.items.value;
  const after = thread.read.value;
  const rows = useMemo(() => {
    const unread = newMessages(items, after);
    return timelineRows(items, { dayKey: times.dayKey, ...(unread && { unread }) });
  }, [items, after, times]);

  const placed = useRef(false);
  const shown = window.thread.value;
  const found = useReplyTarget(shown?.root === root ? shown : undefined, replies, {
    scroll,
    scroller,
    placed,
    retryError,
  });
  useLayoutEffect(() => {
    if (!placed.current && replies.loaded.value) {
      if (!scroll.toRow("unread")) scroll.toLatest();
      placed.current = true;
    }
    if (placed.current) scroll.settle(items.length);
  });
  useSignalCount(window.threadToEnd, scroll.toLatest);
  useSignalEffect(() => {
    const last = lastSeq(replies.items.value);
    const atEnd = scroll.atEnd.value && !replies.hasNewer.value && replies.loaded.value;
    if (atEnd && last > 0 && thread.follows.value && window.focused.value) {
      window.model.threads.markRead(conversation.id, root, last);
    }
  });
  const all = () => {
    const rootItem = thread.rootItem.peek();
    return rootItem ? [rootItem, ...replies.items.peek()] : replies.items.peek();
  };
  const acts = useLiveActs(scroller, { conversation, me, items: all });
  const actions = useMessageActions(conversation.id, acts);
  const place = useThreadPlace(conversation, root);

  /** A quote of what stands in the thread leads there, and nowhere else. */
  function onPress(event: MouseEvent) {
    const quote = event.target instanceof Element && event.target.closest<HTMLElement>("a.quote");
    const seq = quote && Number(quote.dataset.seq);
    const item = all().find((one) => one.is === "message" && one.event.seq === seq);
    if (!item || event.ctrlKey || event.metaKey || !scroll.toRow(item.key)) return;
    event.preventDefault();
    found.value = item.key;
  }

  return (
    <MessagePlaceProvider value={place}>
      <ThreadPanel
        conversation={conversation}
        root={root}
        rows={rows}
        names={names}
        live={live}
        actions={actions}
        region={region}
        scroller={scroller}
        rootItem={thread.rootItem.value}
        follows={thread.follows.value}
        hasOlder={replies.hasOlder.value && replies.loaded.value}
        loading={replies.loading.value}
        missing={thread.missing.value}
        busy={busy.value}
        ownName={me.name}
        markOf={(item) => item.key === found.value ? "found" : undefined}
        onPress={onPress}
        onClose={(event) => {
          event.preventDefault();
          closeThread(window);
        }}
        onFollow={(event) => {
          event.preventDefault();
          const on = !thread.follows.peek();
          window.attempt(() => window.model.threads.follow(conversation.id, root, on));
        }}
        onLoadOlder={(event) => {
          event.preventDefault();
          scroll.loadOlder();
        }}
        menu={<ThreadMenu conversation={conversation} root={root} />}
        composer={!thread.missing.value && composer(thread, note)}
      />
    </MessagePlaceProvider>
  );
}

/** What can be done with the messages of the thread. */
function useLiveActs(
  scroller: RefObject<HTMLElement | null>,
  context: ActsContext,
): MessageActs | undefined {
  const window = useWindow();
  const [acts, setActs] = useState<MessageActs>();
  const latest = useRef(context);
  latest.current = context;
  useEffect(() => {
    if (!scroller.current) return;
    const attached = attachActs(scroller.current, window, () => latest.current);
    setActs(attached.acts);
    return attached.stop;
  }, []);
  return acts;
}

function lastSeq(items: readonly TimelineItem[]): number {
  const last = items.findLast((item) => item.is === "message");
  return last?.is === "message" ? last.event.seq : 0;
}
