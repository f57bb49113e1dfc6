import type { ComponentChildren, Ref } from "preact";
import type { TimelineItem } from "../../client/model.ts";
import { icons, Tree } from "../elements/icons.tsx";
import { messageIcons } from "../elements/message_icons.tsx";
import { conversationPath, threadPath } from "../paths.ts";
import { personLabel } from "../people_names.ts";
import { type Reading, useReading } from "../reading.ts";
import { conversationMention } from "../room/page_title.ts";
import { type TimelineRow, timeOf } from "../room/timeline_rows.ts";
import { Message } from "../timeline/message.tsx";
import { Earlier, Mark, Rows, type RowsProps } from "../timeline/timeline.tsx";

export interface ThreadPanelProps extends Omit<RowsProps, "newWords"> {
  root: number;
  /** The root, once it is known. */
  rootItem: TimelineItem | undefined;
  follows: boolean;
  /** Older replies are not loaded; `olderHref` leads to them without a script. */
  hasOlder: boolean;
  olderHref?: string;
  /** Leads to newer replies, where the page ends before them. */
  latestHref?: string;
  loading: boolean;
  /** There is no such thread. */
  missing: boolean;
  busy: boolean;
  region?: Ref<HTMLElement>;
  scroller?: Ref<HTMLDivElement>;
  composer: ComponentChildren;
  /** What else can be done with the thread. */
  menu?: ComponentChildren;
  /** Puts it away; without a script, a link leads back. */
  onClose?(event: Event): void;
  onFollow?(event: Event): void;
  onLoadOlder?(event: Event): void;
  onPress?(event: MouseEvent): void;
}

/** A thread beside its conversation: the root, its replies, and where to write one. */
export function ThreadPanel(props: ThreadPanelProps) {
  const { words } = useReading();
  return (
    <aside
      class="aside wide"
      id="thread"
      data-panel="open"
      aria-label={words.t("thread.region")}
      ref={props.region}
    >
      <Head {...props} />
      <div
        class="timeline"
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        aria-busy={props.busy}
        aria-label={words.t("thread.label")}
        tabIndex={0}
        data-region
        id="replies"
        ref={props.scroller}
        onClick={props.onPress}
      >
        <ol>
          <Replies {...props} />
        </ol>
      </div>
      {props.composer}
    </aside>
  );
}

function Head(
  { conversation, root, rootItem, follows, missing, menu, onClose, onFollow }: ThreadPanelProps,
) {
  const { words } = useReading();
  const place = conversationMention(words, conversation);
  const name = rootItem?.is === "message"
    ? personLabel(words, { id: rootItem.event.by, ...rootItem.author })
    : undefined;
  const close = words.t("thread.back", { place });
  return (
    <header class="head">
      <a
        class="icon-button back"
        href={conversationPath(conversation)}
        aria-label={close}
        onClick={onClose}
      >
        <icons.back />
      </a>
      <div class="title">
        <h2>{words.t("thread.title")}</h2>
        <p dir="auto">{name === undefined ? place : words.t("thread.about", { place, name })}</p>
      </div>
      <div class="tools">
        {!missing && (
          <form method="post" action={threadPath(conversation, root)} onSubmit={onFollow}>
            <button
              type="submit"
              class="follow"
              name="follow"
              value={follows ? "off" : "on"}
              aria-pressed={follows}
            >
              <messageIcons.bell />
              {words.t(follows ? "thread.following" : "thread.follow")}
            </button>
          </form>
        )}
        {!missing && menu}
        <a
          class="icon-button only-wide"
          href={conversationPath(conversation)}
          aria-label={words.t("close")}
          title={words.t("close")}
          onClick={onClose}
        >
          <icons.close />
        </a>
      </div>
    </header>
  );
}

function Replies(props: ThreadPanelProps) {
  const { words, times } = useReading();
  const { rootItem, rows, missing, live, actions } = props;
  if (missing) {
    return (
      <li class="beginning">
        <Tree />
        <p role="status">{words.t("thread.missing")}</p>
      </li>
    );
  }
  const count = rootItem?.is === "message" ? rootItem.event.replies?.count ?? 0 : 0;
  return (
    <>
      {rootItem?.is === "message" && (
        <Message
          item={rootItem}
          first
          last
          state="durable"
          mark={props.markOf?.(rootItem)}
          ownName={props.ownName}
          names={props.names}
          actions={live ? actions : undefined}
        />
      )}
      {count > 0 && <Mark id="count">{words.t("thread.replies", { count })}</Mark>}
      {props.hasOlder && <Earlier {...props} />}
      <Rows
        {...props}
        rows={isSameDay(rootItem, rows[0], times) ? rows.slice(1) : rows}
        newWords="thread.new-replies"
      />
      {props.latestHref && (
        <li class="earlier">
          <a class="link" href={props.latestHref}>{words.t("timeline.latest")}</a>
        </li>
      )}
      {count === 0 && rows.length === 0 && !props.loading && (
        <li class="nothing-yet">
          <p>{words.t("thread.empty")}</p>
        </li>
      )}
    </>
  );
}

/** Whether the replies begin on the day of their root: it needs no mark. */
function isSameDay(
  root: TimelineItem | undefined,
  first: TimelineRow | undefined,
  { dayKey }: Pick<Reading["times"], "dayKey">,
): boolean {
  return root !== undefined && first?.is === "day" && dayKey(timeOf(root)) === dayKey(first.at);
}
