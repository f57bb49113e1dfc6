import type { ComponentChildren } from "preact";
import type { OutboxEntry } from "../../../client/model.ts";
import type { Translator } from "../../../i18n/translator.ts";
import { icons } from "../../elements/icons.tsx";
import { rejectionMessage } from "../../failure_message.ts";
import { type Reading, useReading } from "../../reading.ts";
import { timeOf } from "../../room/timeline_rows.ts";
import { conversationMention } from "../../room/page_title.ts";
import { type MessagePlace, useMessagePlace } from "../message_place.ts";
import type { MessageProps } from "../message_props.ts";
import { isGone } from "./bubble.tsx";
import { SeenBy } from "./seen_by.tsx";

/** The line below a bubble: of one's own message its time and state, and what is to be said of any. */
export function Meta(props: MessageProps) {
  const reading = useReading();
  const { item, last, state, mark, readers } = props;
  if (mark === "editing") return <div class="meta">{reading.words.t("edit.below")}</div>;
  const place = useMessagePlace();
  const marks = marksOf(props, reading, place);
  const own = item.is === "outgoing" || item.own;
  const waits = state === "pending" || state === "failed" || state === "held";
  if (own && (last || waits || marks.length > 0 || readers)) {
    return <OwnMeta {...props} reading={reading} marks={marks} />;
  }
  return marks.length > 0 ? <div class="meta">{marks}</div> : null;
}

/** What is said of a message in the line of its time, each with a `key`. */
function marksOf(
  { item, actions, messageHref }: MessageProps,
  { words }: Reading,
  place: MessagePlace | undefined,
): ComponentChildren[] {
  if (item.is !== "message" || isGone(item)) return [];
  const { seq, editedAt } = item.event;
  const bookmark = item.mine?.bookmark;
  const edited = words.t("message.edited");
  const alsoIn = place?.thread !== undefined && item.event.alsoInRoom
    ? conversationMention(words, place.conversation)
    : undefined;
  return [
    alsoIn !== undefined && <span key="also">{words.t("thread.also-in", { place: alsoIn })}</span>,
    editedAt !== undefined && (actions
      ? (
        <button
          key="edited"
          type="button"
          class="edited"
          title={words.t("versions.title")}
          onClick={() => actions.showVersions(seq)}
        >
          {edited}
        </button>
      )
      : <a key="edited" href={messageHref?.(seq)}>{edited}</a>),
    !actions && item.own && messageHref && (
      <a key="edit" class="scriptless" href={messageHref(seq)}>{words.t("act.edit")}</a>
    ),
    bookmark && (
      <Kept
        key="kept"
        note={bookmark.note}
        onPress={actions && (() => actions.showBookmark(seq, bookmark))}
      />
    ),
  ].filter(Boolean);
}

/** Time and state, or what to do when it failed. */
function OwnMeta({ item, state, actions, readers, reading, marks }: MessageProps & {
  reading: Reading;
  marks: ComponentChildren[];
}) {
  const place = useMessagePlace();
  const { words, times } = reading;
  if (item.is === "outgoing" && (state === "failed" || state === "held")) {
    const { id } = item.entry;
    return (
      <div class="meta">
        <span>{whyNotSent(item.entry, words)}</span>
        {!item.entry.error?.waits && (
          <>
            <span aria-hidden="true">·</span>
            <button type="button" onClick={() => actions?.retry(id)}>
              {words.t(state === "held" ? "composer.send" : "message.retry")}
            </button>
          </>
        )}
        <span aria-hidden="true">·</span>
        <button type="button" onClick={() => actions?.discard(id)}>
          {words.t("message.delete")}
        </button>
      </div>
    );
  }
  if (state === "pending") {
    return (
      <div class="meta">
        {words.t(place?.isAway?.() ? "message.waiting" : "message.sending")} <icons.clock />
      </div>
    );
  }
  const at = timeOf(item);
  // A bookmark is a sign, not words: it stands without a dot.
  const said = marks.length - (item.is === "message" && item.mine?.bookmark ? 1 : 0);
  return (
    <div class="meta">
      <time dateTime={new Date(at).toISOString()} title={times.full(at)} aria-hidden="true">
        {times.time(at)}
      </time>
      {said > 0 && <span aria-hidden="true">·</span>}
      {marks}
      {state === "delivered" && <Mark name={words.t("message.delivered")} icon={icons.delivered} />}
      {readers && (
        <>
          <span aria-hidden="true">·</span>
          <SeenBy readers={readers} actions={actions} />
        </>
      )}
    </div>
  );
}

function whyNotSent({ state, error }: OutboxEntry, words: Translator): string {
  if (error?.waits) return error.message;
  if (state === "held") return words.t("message.held");
  const notSent = words.t("message.not-sent");
  const why = error ? rejectionMessage(words, error) : notSent;
  return why === notSent ? notSent : words.t("sentence.list", { first: notSent, second: why });
}

/** That the reader bookmarked the message; a press shows the note. */
function Kept({ note, onPress }: { note?: string; onPress?(): void }) {
  const { words } = useReading();
  const name = note === undefined
    ? words.t("message.bookmarked")
    : words.t("message.bookmarked-note", { note });
  return onPress
    ? (
      <button type="button" class="kept" aria-label={name} title={name} onClick={onPress}>
        <icons.bookmarked />
      </button>
    )
    : <Mark name={name} icon={icons.bookmarked} kept />;
}

function Mark({ name, icon: Drawn, kept }: {
  name: string;
  icon: (typeof icons)["delivered"];
  kept?: boolean;
}) {
  return (
    <span class={kept ? "kept" : undefined} title={name}>
      <Drawn />
      <span class="sr-only">{name}</span>
    </span>
  );
}
