import type { ComponentChildren, Ref } from "preact";
import type { ConversationSummary } from "../../protocol/events.ts";
import { Tree } from "../icons.tsx";
import { placeMention } from "../page_title.ts";
import { useReading } from "../reading.ts";
import type { MessageItem, TimelineRow } from "../timeline_rows.ts";
import { Message, type MessageActions, type MessageState } from "./message.tsx";
import { Notice } from "./notice.tsx";

export interface TimelineProps {
  conversation: ConversationSummary;
  rows: readonly TimelineRow[];
  hasOlder: boolean;
  loading: boolean;
  /** While a page of history is drawn: it is not to be read out as new. */
  busy: boolean;
  ownName: string;
  names: readonly string[];
  actions?: MessageActions;
  /** The element that scrolls, for who keeps its place. */
  scroller?: Ref<HTMLDivElement>;
  onLoadOlder?(event: Event): void;
  /** Where “load earlier” leads without a script. */
  olderHref?: string;
}

/** What was said, oldest first. A live log: what is added is read out when there is time. */
export function Timeline(props: TimelineProps) {
  const { words, times, now } = useReading();
  const { conversation, rows } = props;
  return (
    <div
      class="timeline"
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-busy={props.busy}
      aria-label={words.t("timeline.label", { place: placeMention(conversation) })}
      tabIndex={0}
      data-region
      id="messages"
      ref={props.scroller}
    >
      <ol>
        {props.hasOlder ? <Earlier {...props} /> : <Beginning conversation={conversation} />}
        {rows.map((row) => {
          switch (row.is) {
            case "day":
              return <Mark key={row.key} id={row.key}>{times.day(row.at, now)}</Mark>;
            case "unread":
              return (
                <Mark key={row.key} id={row.key} unread>
                  {words.t("timeline.new", { count: row.count })}
                </Mark>
              );
            case "notice":
              return <Notice key={row.key} item={row.item} />;
            case "message":
              return (
                <Message
                  key={row.key}
                  item={row.item}
                  first={row.first}
                  last={row.last}
                  state={stateOf(row.item, conversation)}
                  ownName={props.ownName}
                  names={props.names}
                  actions={props.actions}
                />
              );
          }
        })}
      </ol>
    </div>
  );
}

function stateOf(item: MessageItem, conversation: ConversationSummary): MessageState {
  if (item.is === "outgoing") return item.entry.state;
  if (!item.own || conversation.kind !== "direct") return "durable";
  return item.event.seq <= (conversation.seen ?? 0) ? "seen" : "delivered";
}

function Mark({ unread, id, children }: {
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

function Earlier({ loading, onLoadOlder, olderHref }: TimelineProps) {
  const { words } = useReading();
  return (
    <li class="earlier" data-key="earlier">
      {loading
        ? <span role="status">{words.t("timeline.loading")}</span>
        : <a class="link" href={olderHref} onClick={onLoadOlder}>{words.t("timeline.earlier")}</a>}
    </li>
  );
}

function Beginning({ conversation }: { conversation: ConversationSummary }) {
  const { words } = useReading();
  const { name, with: other } = conversation;
  return (
    <li class="beginning" data-key="beginning">
      <Tree />
      <p>
        {other
          ? words.t("timeline.start.direct", { name: other.name })
          : words.t("timeline.start.room", { room: name ?? "" })}
      </p>
    </li>
  );
}
