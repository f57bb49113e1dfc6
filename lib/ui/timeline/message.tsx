import { useComputed } from "@preact/signals";
import { personHue } from "../../protocol/people.ts";
import { readAction } from "../../text/action.ts";
import { Avatar } from "../elements/avatar.tsx";
import { memo } from "../elements/memo.ts";
import { RoleTag } from "../elements/role_tag.tsx";
import { personLabel } from "../people_names.ts";
import { useReading } from "../reading.ts";
import { timeOf } from "../room/timeline_rows.ts";
import { useIsBlocked } from "../blocked_people.ts";
import type { ActedOn, MessageActs } from "./acts.ts";
import type { MessageProps } from "./message_props.ts";
import { Bubble, isGone, textOf } from "./parts/bubble.tsx";
import { Meta } from "./parts/meta.tsx";
import { Over } from "./parts/over.tsx";
import { plainParts } from "./parts/plain_parts.ts";
import { Under } from "./parts/under.tsx";

/**
 * One message: who and when, what stands above the bubble, the bubble, the line of its time, what stands
 * below, and what can be done with it. A screen reader hears one sentence: who, when, what.
 */
export const Message = memo(function Message(props: MessageProps) {
  const reading = useReading();
  const { item, first, last, state, mark, landing, actions } = props;
  const own = item.is === "outgoing" || item.own;
  const name = item.is === "outgoing"
    ? props.ownName
    : personLabel(reading.words, { id: item.event.by, ...item.author });
  const gone = isGone(item);
  const names = first && !own && (gone || readAction(textOf(item)) === undefined);
  const at = timeOf(item);
  const time = reading.times.time(at);
  const intro = reading.words.t("message.intro", {
    name: own ? reading.words.t("you") : name,
    time,
  });
  const isBlocked = useIsBlocked(item.is === "outgoing" ? "" : item.event.by);
  const said = (
    <>
      {names && !own && (
        <div class="byline" data-hue={personHue(item.event.by)} aria-hidden="true">
          <b dir="auto">{name}</b>
          <RoleTag role={item.author.role === "guest" ? "guest" : "member"} bot={item.author.bot} />
          {" "}
          <time dateTime={new Date(at).toISOString()} title={reading.times.full(at)}>{time}</time>
        </div>
      )}
      {!gone && <Over {...props} />}
      <span class="sr-only">{intro}</span>
      <Bubble {...props} name={name} />
      {item.is === "message" && !gone && plainParts.Link && <plainParts.Link item={item} />}
    </>
  );
  const classes = ["message", own && "own", first && "first", last && "last"];
  return (
    <li
      class={classes.filter(Boolean).join(" ")}
      data-state={state}
      data-mark={mark}
      data-key={item.key}
      {...(landing && { tabIndex: -1, autofocus: true })}
    >
      {!own && last && !isBlocked && <Avatar id={item.event.by} name={item.author.name} />}
      <div class="body">
        {isBlocked
          ? (
            <details class="folded">
              <summary>{reading.words.t("message.blocked")}</summary>
              {said}
            </details>
          )
          : said}
      </div>
      <Meta {...props} />
      {!gone && item.is === "message" && actions?.acts && <Acts acts={actions.acts} item={item} />}
      <Under {...props} />
    </li>
  );
});

/** The bar of a message while it shows: there is one bar, not one for each message. */
function Acts({ acts, item }: { acts: MessageActs; item: ActedOn }) {
  const { key } = item;
  const shown = useComputed(() => acts.isShown(key)).value;
  return shown ? <acts.Bar item={item} /> : null;
}
