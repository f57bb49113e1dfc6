import type { ComponentChildren, Ref } from "preact";
import { type ConversationSummary, GENERAL } from "../../protocol/events.ts";
import { icons, Tree } from "../elements/icons.tsx";
import { conversationMention, conversationName, roomTitle } from "../room/page_title.ts";
import { useReading } from "../reading.ts";
import type { MessageItem, TimelineRow } from "../room/timeline_rows.ts";
import { Message } from "./message.tsx";
import { useMessagePlace } from "./message_place.ts";
import { plainParts } from "./parts/plain_parts.ts";
import type { MessageActions, MessageMark, MessageState } from "./message_props.ts";
import { Notice } from "./notice.tsx";
import type { Receipts } from "./receipts.ts";
import { PresenceNotice } from "./presence_notice.tsx";

export interface TimelineProps {
  conversation: ConversationSummary;
  rows: readonly TimelineRow[];
  hasOlder: boolean;
  loading: boolean;
  /** Nothing is loaded: it is on its way, or cannot come while there is no connection. */
  unloaded?: "coming" | "no-connection";
  /** True while a page of history is added: screen readers do not announce it as new. */
  busy: boolean;
  ownName: string;
  names: readonly string[];
  /** What can be done with messages, once scripts are there to do it (`live`). */
  actions?: MessageActions;
  /** What draws the eye to a message. */
  markOf?(item: MessageItem): MessageMark | undefined;
  /** Who has read how far, where that is shown. */
  receipts?: Receipts;
  /** The seq of the message that the page opens at: it has the focus as the page comes, without a script. */
  landing?: number;
  live: boolean;
  /** Where a message is edited, and its versions are shown, without scripts. */
  messageHref?(seq: number): string;
  /** The scrolling element, for the code that keeps the scroll position. */
  scroller?: Ref<HTMLDivElement>;
  /** Whether one may only read. */
  quiet?: boolean;
  onLoadOlder?(event: Event): void;
  /** The link of “load earlier” without scripts. */
  olderHref?: string;
}

/** The rows of a timeline, of a room or of a thread. */
export type RowsProps =
  & Pick<TimelineProps, "conversation" | "rows" | "ownName" | "names" | "actions" | "live">
  & Pick<TimelineProps, "markOf" | "receipts" | "landing" | "messageHref">
  & { /** The words of the mark of what is new. */ newWords?: "thread.new-replies" };

/** The messages, oldest first, as a live region: additions are announced politely. */
export function Timeline(props: TimelineProps) {
  const { words } = useReading();
  const { conversation } = props;
  return (
    <div
      class="timeline"
      data-readers={props.receipts?.size ? "" : undefined}
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-busy={props.busy}
      aria-label={words.t("timeline.label", { place: conversationMention(words, conversation) })}
      tabIndex={0}
      data-region
      id="messages"
      ref={props.scroller}
    >
      <ol>
        <Top {...props} />
        <Rows {...props} />
      </ol>
      {/* After the list: where a script runs it is gone, and what stood before would move all rows. */}
      {plainParts.Place && <plainParts.Place />}
    </div>
  );
}

/** Messages, notices and marks. */
export function Rows(props: RowsProps) {
  const { words, times, now } = useReading();
  const { conversation, rows, actions, live, newWords = "timeline.new" } = props;
  return (
    <>
      {rows.map((row) => {
        switch (row.is) {
          case "day":
            return <Mark key={row.key} id={row.key}>{times.day(row.at, now)}</Mark>;
          case "unread":
            return (
              <Mark key={row.key} id={row.key} unread>
                {words.t(newWords, { count: row.count })}
              </Mark>
            );
          case "notice":
            return row.item.is === "presence"
              ? <PresenceNotice key={row.key} item={row.item} />
              : <Notice key={row.key} item={row.item} made={conversation.id !== GENERAL} />;
          case "message":
            return (
              <Message
                key={row.key}
                item={row.item}
                first={row.first}
                last={row.last}
                state={stateOf(row.item, conversation)}
                mark={props.markOf?.(row.item)}
                readers={props.receipts?.get(row.key)}
                landing={isAt(row.item, props.landing)}
                ownName={props.ownName}
                names={props.names}
                actions={live ? actions : undefined}
                messageHref={live ? undefined : props.messageHref}
              />
            );
        }
      })}
    </>
  );
}

function stateOf(item: MessageItem, conversation: ConversationSummary): MessageState {
  if (item.is === "outgoing") return item.entry.error?.waits ? "held" : item.entry.state;
  if (!item.own || conversation.kind !== "direct") return "durable";
  // How far somebody read goes with them: that they did not would be said of what they had seen.
  if (conversation.with?.gone) return "durable";
  return item.event.seq <= (conversation.seen ?? 0) ? "durable" : "delivered";
}

function isAt(item: MessageItem, seq: number | undefined): boolean {
  return seq !== undefined && item.is === "message" && item.event.seq === seq;
}

/** A line across the timeline. */
export function Mark({ unread, id, children }: {
  unread?: boolean;
  id: string;
  children: ComponentChildren;
}) {
  return (
    <li class={unread ? "mark unread" : "mark"} data-key={id}>
      <span>{children}</span>
    </li>
  );
}

/** What stands above the first message. */
function Top(props: TimelineProps) {
  const { words } = useReading();
  const { conversation, unloaded } = props;
  if (props.hasOlder) return <Earlier {...props} />;
  if (!unloaded) return <Beginning conversation={conversation} quiet={props.quiet} />;
  if (unloaded === "coming") {
    return (
      <li class="earlier" data-key="earlier">
        <span role="status">{words.t("timeline.loading")}</span>
      </li>
    );
  }
  return (
    <li class="beginning" data-key="beginning">
      <icons.offline />
      <h2>
        {words.t("timeline.unloaded.title", { place: conversationMention(words, conversation) })}
      </h2>
      <p role="status">{words.t("timeline.unloaded.text")}</p>
    </li>
  );
}

interface EarlierProps {
  loading: boolean;
  /** Leads to what is older without a script. */
  olderHref?: string;
  onLoadOlder?(event: Event): void;
}

/** What stands in the place of older messages or replies that are not loaded. */
export function Earlier({ loading, olderHref, onLoadOlder }: EarlierProps) {
  const { words } = useReading();
  const place = useMessagePlace();
  return (
    <li class="earlier" data-key="earlier">
      {place?.isAway?.()
        ? <span role="status">{words.t("timeline.away")}</span>
        : loading
        ? <span role="status">{words.t("timeline.loading")}</span>
        : <a class="link" href={olderHref} onClick={onLoadOlder}>{words.t("timeline.earlier")}</a>}
    </li>
  );
}

function Beginning({ conversation, quiet }: {
  conversation: ConversationSummary;
  quiet: boolean | undefined;
}) {
  const { words } = useReading();
  const { closed, readOnly } = conversation;
  const asks = quiet || closed || readOnly ? "timeline.start.quiet" : "timeline.start.room";
  return (
    <li class="beginning" data-key="beginning">
      <Tree />
      <p>
        {conversation.from !== undefined
          ? words.t("group.from-here")
          : conversation.kind === "direct"
          ? words.t("timeline.start.direct", { name: conversationName(words, conversation) })
          : words.t(asks, { room: roomTitle(conversation) })}
      </p>
    </li>
  );
}
