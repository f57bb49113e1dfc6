import type { ThreadState } from "../../protocol/requests/threads.ts";
import type {
  ConversationSummary,
  LogEvent,
  Person,
  Profiles,
  Quotes,
} from "../../protocol/events.ts";
import type { OwnMarks } from "../../protocol/own_marks.ts";
import { type ItemContext, itemOf } from "../../client/timeline_item.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { Composer } from "../composer/composer.tsx";
import type { Reader } from "../pages/props.ts";
import { conversationPath, threadPath } from "../paths.ts";
import { personLabel } from "../people_names.ts";
import { PictureProvider, picturesIn } from "../pictures.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { conversationMention } from "../room/page_title.ts";
import { newMessages, timelineRows } from "../room/timeline_rows.ts";
import { MessagePlaceProvider } from "../timeline/message_place.ts";
import { type TimelineReader, TimelineReaderProvider } from "../timeline/timeline_reader.ts";
import { ThreadPanel } from "./thread_panel.tsx";

export interface ThreadPageProps {
  reader: Reader;
  conversation: ConversationSummary;
  root: number;
  /** The seq of the reply that it opens at. */
  at?: number;
  me: Person;
  /** Absent where there is no such thread. */
  page?: {
    events: LogEvent[];
    users: Profiles;
    quotes?: Quotes;
    own?: OwnMarks;
    more: boolean;
    from?: number;
    thread?: ThreadState;
  };
  form: { id: string; after: number };
  failed?: { text: string; message: string };
}

/** A thread for who has no script: it stands over the conversation, and its forms post. */
export function ThreadPage(props: ThreadPageProps) {
  const { conversation, root, at, me, page, form, failed } = props;
  const reading = readingOf(props.reader);
  const { words, times } = reading;
  const items = (page?.events ?? []).flatMap((event) =>
    itemOf(event, contextOf(props, event)) ?? []
  );
  const state = page?.thread;
  const last = items.findLast((item) => item.is === "message");
  const shown = last?.is === "message" ? last.event.seq : 0;
  const reader: TimelineReader = {
    me: me.id,
    role: me.role,
    place: conversation,
    nameOf: (id) =>
      id === me.id ? words.t("you") : personLabel(words, { id, ...profileIn(page, id) }),
    placeOf: () => undefined,
    path: conversationPath(conversation),
  };
  const unread = newMessages(items, state?.follows ? state.read : Infinity);
  return (
    <ReadingProvider value={reading}>
      <PictureProvider value={picturesIn(page?.users ?? {})}>
        <TimelineReaderProvider value={reader}>
          <MessagePlaceProvider value={{ conversation, thread: root }}>
            <ThreadPanel
              conversation={conversation}
              root={root}
              names={[]}
              live={false}
              loading={false}
              busy={false}
              rows={timelineRows(items, { dayKey: times.dayKey, ...(unread && { unread }) })}
              rootItem={state && itemOf(state.root, contextOf(props, state.root))}
              follows={state?.follows ?? false}
              landing={at}
              markOf={(item) =>
                item.is === "message" && item.event.seq === at ? "found" : undefined}
              hasOlder={page?.more ?? false}
              olderHref={`${threadPath(conversation, root)}?before=${page?.from ?? 0}`}
              latestHref={state?.root.kind === "message" && shown < (state.root.replies?.last ?? 0)
                ? threadPath(conversation, root)
                : undefined}
              missing={!state}
              ownName={me.name}
              composer={state && (
                <Composer
                  id="thread-hint"
                  label={words.t("thread.reply")}
                  also={{ place: conversationMention(words, conversation) }}
                  action={threadPath(conversation, root)}
                  messageId={form.id}
                  after={form.after}
                  text={failed?.text ?? ""}
                  error={failed?.message}
                  limit={LIMITS.text}
                  typing={[]}
                />
              )}
            />
          </MessagePlaceProvider>
        </TimelineReaderProvider>
      </PictureProvider>
    </ReadingProvider>
  );
}

function profileIn(page: ThreadPageProps["page"], id: string) {
  return page?.users[id] ?? { name: "", role: "guest", gone: true } as const;
}

function contextOf({ me, page }: ThreadPageProps, event: LogEvent): ItemContext {
  const profile = (id: string) => profileIn(page, id);
  return {
    author: profile(event.by),
    own: event.by === me.id,
    mine: page?.own?.[event.seq],
    nameOf: (user) => profile(user).name,
    quote(seq) {
      const quote = page?.quotes?.[seq];
      return quote && { ...quote, seq, author: profile(quote.by) };
    },
  };
}
