import { useState } from "preact/hooks";
import { Avatar } from "../avatar.tsx";
import { refusalWords } from "../failure_words.ts";
import { nameHue } from "../hue.ts";
import { IconButton } from "../icon_button.tsx";
import { icons } from "../icons.tsx";
import { memo } from "../memo.ts";
import { type Reading, useReading } from "../reading.ts";
import { isBigEmoji } from "../text/format.ts";
import { RichText } from "../text/rich_text.tsx";
import { type MessageItem, timeOf } from "../timeline_rows.ts";

/** How far a message of the user's own came. */
export type MessageState = "pending" | "failed" | "delivered" | "seen" | "durable";

/** What can be done with a message; the same functions for all messages of a timeline. */
export interface MessageActions {
  retry(id: string): void;
  discard(id: string): void;
  remove(seq: number): void;
  /** Absent where the reader may not: delete what others wrote, report it. */
  removeOthers?(seq: number): void;
  report?(seq: number): void;
}

export interface MessageProps {
  item: MessageItem;
  first: boolean;
  last: boolean;
  state: MessageState;
  ownName: string;
  names: readonly string[];
  actions?: MessageActions;
}

/** One message. Heard, it is one sentence: who, when, what. */
export const Message = memo(function Message(props: MessageProps) {
  const reading = useReading();
  const { item, first, last, state, actions } = props;
  const own = item.is === "outgoing" || item.own;
  const name = item.is === "outgoing"
    ? props.ownName
    : item.author.name || reading.words.t("message.left");
  const deleted = item.is === "message" && item.event.deletedAt !== undefined;
  const text = item.is === "outgoing" ? item.entry.text : item.event.text;
  const at = timeOf(item);
  const time = reading.times.time(at);
  const intro = reading.words.t("message.intro", {
    name: own ? reading.words.t("you") : name,
    time,
  });
  const classes = ["message", own && "own", first && "first", last && "last"];
  return (
    <li class={classes.filter(Boolean).join(" ")} data-state={state} data-key={item.key}>
      {!own && last && <Avatar name={name} />}
      <div class="body">
        {first && !own && (
          <div class="byline" data-hue={nameHue(name)} aria-hidden="true">
            <b dir="auto">{name}</b>
            <time dateTime={new Date(at).toISOString()} title={reading.times.full(at)}>{time}</time>
          </div>
        )}
        <span class="sr-only">{intro}</span>
        <div class={!deleted && isBigEmoji(text) ? "bubble big" : "bubble"}>
          {deleted
            ? <p class="gone">{reading.words.t("message.deleted")}</p>
            : <RichText text={text} names={props.names} ownName={props.ownName} />}
        </div>
        {own && (last || state === "pending" || state === "failed") && (
          <Meta {...props} at={at} reading={reading} />
        )}
      </div>
      {!deleted && item.is === "message" && actions && (
        <Actions own={own} seq={item.event.seq} actions={actions} />
      )}
    </li>
  );
});

/** What can be done with a message that is there. Fingers, which do not hover, press first for more. */
function Actions({ own, seq, actions }: { own: boolean; seq: number; actions: MessageActions }) {
  const { words } = useReading();
  const [open, setOpen] = useState(false);
  const remove = own ? actions.remove : actions.removeOthers;
  const report = own ? undefined : actions.report;
  if (!remove && !report) return null;
  return (
    <>
      <button
        type="button"
        class="icon-button more"
        aria-label={words.t("message.more")}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <icons.more />
      </button>
      <div class="actions">
        {report && (
          <IconButton
            label={words.t("message.report")}
            icon={icons.flag}
            onClick={() => report(seq)}
          />
        )}
        {remove && (
          <IconButton
            label={words.t("message.delete")}
            icon={icons.trash}
            onClick={() => remove(seq)}
          />
        )}
      </div>
    </>
  );
}

/** Below the user's own message: when it became durable, how far it came, or what to do. */
function Meta({ item, state, actions, at, reading }: MessageProps & {
  at: number;
  reading: Reading;
}) {
  const { words, times } = reading;
  if (item.is === "outgoing" && state === "failed") {
    const { id, error } = item.entry;
    const notSent = words.t("message.not-sent");
    const why = error ? refusalWords(words, error) : notSent;
    return (
      <div class="meta">
        <span>
          {why === notSent ? notSent : words.t("sentence.list", { first: notSent, second: why })}
        </span>
        <span aria-hidden="true">·</span>
        <button type="button" onClick={() => actions?.retry(id)}>{words.t("message.retry")}</button>
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
        {words.t("message.sending")} <icons.clock />
      </div>
    );
  }
  return (
    <div class="meta">
      <time dateTime={new Date(at).toISOString()} title={times.full(at)} aria-hidden="true">
        {times.time(at)}
      </time>
      {item.is === "message" && item.event.editedAt !== undefined && (
        <span>{words.t("message.edited")}</span>
      )}
      {state === "delivered" && <Mark name={words.t("message.delivered")} icon={icons.delivered} />}
      {state === "seen" && <Mark name={words.t("message.seen")} icon={icons.seen} seen />}
    </div>
  );
}

function Mark({ name, icon: Drawn, seen }: {
  name: string;
  icon: (typeof icons)["seen"];
  seen?: boolean;
}) {
  return (
    <span class={seen ? "seen" : undefined} title={name}>
      <Drawn />
      <span class="sr-only">{name}</span>
    </span>
  );
}
