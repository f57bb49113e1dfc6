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
import { threadPath } from "../paths.ts";
import { readingOf, ReadingProvider } from "../reading.ts";
import { conversationMention } from "../room/page_title.ts";
import { newMessages, timelineRows } from "../room/timeline_rows.ts";
import { MessagePlaceProvider } from "../timeline/message_place.ts";
import { ThreadPanel } from "./thread_panel.tsx";

export interface ThreadPageProps {
  reader: Reader;
  conversation: ConversationSummary;
  root: number;
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
  const { conversation, root, me, page, form, failed } = props;
  const reading = readingOf(props.reader);
  const { words, times } = reading;
  const items = (page?.events ?? []).flatMap((event) =>
    itemOf(event, contextOf(props, event)) ?? []
  );
  const state = page?.thread;
  const unread = newMessages(items, state?.follows ? state.read : Infinity);
  return (
    <ReadingProvider value={reading}>
      <MessagePlaceProvider value={{ conversation, thread: root }}>
        <ThreadPanel
          {...{ conversation, root, names: [], live: false, loading: false, busy: false }}
          rows={timelineRows(items, { dayKey: times.dayKey, ...(unread && { unread }) })}
          rootItem={state && itemOf(state.root, contextOf(props, state.root))}
          follows={state?.follows ?? false}
          hasOlder={page?.more ?? false}
          olderHref={`${threadPath(conversation, root)}?before=${page?.from ?? 0}`}
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
    </ReadingProvider>
  );
}

function contextOf({ me, page }: ThreadPageProps, event: LogEvent): ItemContext {
  const profile = (id: string) =>
    page?.users[id] ?? { name: "", role: "guest", gone: true } as const;
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
