import type { SharedFile } from "../../../protocol/files.ts";
import { readAction } from "../../../text/action.ts";
import { isBigEmoji } from "../../../text/markup.ts";
import { lazy } from "../../elements/lazy.ts";
import { useReading } from "../../reading.ts";
import type { MessageItem } from "../../room/timeline_rows.ts";
import type { PollViewProps } from "../../polls/poll.tsx";
import { mentionNames } from "../../text/mention_names.ts";
import { RichText } from "../../text/rich_text.tsx";
import { SharedFiles } from "../../files/shared_files.tsx";
import { MovedAwayLine } from "./moved.tsx";
import { Quote } from "./quote.tsx";
import type { ActedOn } from "../acts.ts";
import type { MessageProps } from "../message_props.ts";

const NO_VOTES: readonly number[] = [];

/** A poll, drawn by what comes late: few messages are one. Until then it is its question. */
export const LazyPoll = lazy<PollViewProps>(
  () => import("../../polls/poll.tsx").then(({ PollView }) => PollView),
  ({ message, names, ownName }) => <RichText text={message.text} names={names} ownName={ownName} />,
);

/** What pages say that few messages link to. Until it comes, its room is kept. */
export const LazyPreviews = lazy<{ item: ActedOn }>(
  () => import("../../previews/link_previews.tsx").then(({ LinkPreviews }) => LinkPreviews),
  () => <div class="previews" />,
);

/** What was said; or that it is gone. `name`: of the author, for an action. */
export function Bubble({ item, names, ownName, name }: MessageProps & { name: string }) {
  const { words } = useReading();
  if (isGone(item)) {
    return (
      <div class="bubble empty">
        <p class="gone">
          {item.is === "message" && item.event.moved
            ? <MovedAwayLine to={item.event.moved} />
            : words.t("message.deleted")}
        </p>
      </div>
    );
  }
  const text = textOf(item);
  const known = item.is === "outgoing" ? names : mentionNames(item.event, names);
  if (item.is === "message" && item.event.poll) {
    const { event, own, mine } = item;
    return (
      <div class="bubble">
        <LazyPoll
          message={event}
          poll={item.event.poll}
          own={own}
          votes={mine?.votes ?? NO_VOTES}
          names={known}
          ownName={ownName}
        />
      </div>
    );
  }
  const action = readAction(text);
  const files = filesOf(item);
  return (
    <div class={files ? "bubble with-files" : contentClass(text, action)}>
      {item.quote && <Quote quote={item.quote} />}
      {files && <SharedFiles files={files} pending={item.is === "outgoing"} />}
      {action !== undefined && <b dir="auto">{`${name} `}</b>}
      {text !== "" && <RichText text={action ?? text} names={known} ownName={ownName} />}
      {item.is === "message" && item.event.previews && <LazyPreviews item={item} />}
    </div>
  );
}

/** The words of a message, sent or not. */
export function textOf(item: MessageItem): string {
  return item.is === "outgoing" ? item.entry.text : item.event.text;
}

function filesOf(item: MessageItem): readonly SharedFile[] | undefined {
  return item.is === "outgoing" ? item.entry.files : item.event.files;
}

/** Whether a message was deleted. */
export function isGone(item: MessageItem): boolean {
  return item.is === "message" && item.event.deletedAt !== undefined;
}

function contentClass(text: string, action: string | undefined): string {
  if (action !== undefined) return "action";
  return isBigEmoji(text) ? "bubble big" : "bubble";
}
