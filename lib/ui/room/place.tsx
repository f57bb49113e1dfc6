import type { ComponentChildren } from "preact";
import type { ConversationSummary, PresenceState } from "../../protocol/events.ts";
import { Avatar, AvatarPair } from "../elements/avatar.tsx";
import { icons } from "../elements/icons.tsx";
import { memo } from "../elements/memo.ts";
import { conversationPath } from "../paths.ts";
import { useReading } from "../reading.ts";
import { conversationName } from "./page_title.ts";
import { RoomSigil } from "./room_sigil.tsx";
import { callsIn, isSilent } from "./calls.ts";

export interface PlaceProps {
  conversation: ConversationSummary;
  current: boolean;
  presence?: PresenceState;
  /** Its last message, for a phone. */
  last?: string;
  /** Its name, with what a filter found in it. */
  label?: ComponentChildren;
  /** Whether something was typed there and not sent. */
  draft?: boolean;
  /** Whether the filter's arrows chose it. */
  chosen?: boolean;
}

/** One conversation of the list, with its count; on a phone with the time of its last message. */
export const Place = memo(function Place(props: PlaceProps) {
  const { words, times, now } = useReading();
  const { conversation, current, presence } = props;
  const { with: other, people, lastAt } = conversation;
  const name = conversationName(words, conversation);
  return (
    <a
      class={props.chosen ? "place rich chosen" : "place rich"}
      href={conversationPath(conversation)}
      aria-current={current ? "page" : undefined}
      data-unread={conversation.unread > 0 && !isSilent(conversation) ? "" : undefined}
      data-conversation={conversation.id}
    >
      {other
        ? (
          <Avatar
            id={other.id}
            name={other.name}
            presence={other.gone ? undefined : presence}
            small
          />
        )
        : people
        ? <AvatarPair people={people} />
        : <RoomSigil room={conversation} />}
      <span class="name" dir="auto">
        {props.label ?? name}
        {conversation.private && <span class="sr-only">, {words.t("nav.private")}</span>}
        {presence && (
          <span class="sr-only">
            , {words.t(other?.gone ? "head.gone" : `presence.${presence}`)}
          </span>
        )}
      </span>
      {props.last && <span class="last" dir="auto">{props.last}</span>}{" "}
      {lastAt > 0 && <time aria-hidden="true">{times.brief(lastAt, now)}</time>}{" "}
      {props.draft && conversation.unread === 0
        ? <Mark is="inbox.draft" icon={icons.write} />
        : isSilent(conversation)
        ? <Mark is="notify.silent" icon={icons.silent} />
        : <Count conversation={conversation} />}
    </a>
  );
});

function Mark(
  { is, icon: Icon }: { is: "inbox.draft" | "notify.silent"; icon: typeof icons.write },
) {
  const { words } = useReading();
  return (
    <span class="aside-mark" title={words.t(is)}>
      <Icon />
      <span class="sr-only">{words.t(is)}</span>
    </span>
  );
}

function Count({ conversation }: { conversation: ConversationSummary }) {
  const { words } = useReading();
  const { unread, mentions } = conversation;
  const calls = callsIn(conversation);
  if (unread === 0) {
    return conversation.closed ? <span class="tag">{words.t("nav.closed")}</span> : <span />;
  }
  return (
    <span class={calls > 0 ? "count calls" : "count"}>
      <span aria-hidden="true">{words.number(calls > 0 ? calls : unread)}</span>{" "}
      <span class="sr-only">
        {words.t("nav.unread", { count: unread })}
        {mentions > 0 && `, ${words.t("nav.mentions", { count: mentions })}`}
      </span>
    </span>
  );
}
