import type { ComponentChildren } from "preact";
import type { ConversationSummary, PresenceState } from "../../protocol/events.ts";
import type { PresenceCounts } from "../../protocol/requests/people.ts";
import { spanOf } from "../../i18n/spans.ts";
import type { Translator } from "../../i18n/translator.ts";
import { roomNumbers } from "../../protocol/room_preview.ts";
import { plainParts } from "../timeline/parts/plain_parts.ts";
import { AvatarPair } from "../elements/avatar.tsx";
import { icons } from "../elements/icons.tsx";
import { conversationTitle, roomTitle } from "./page_title.ts";
import { RoomSigil } from "./room_sigil.tsx";
import { numbersInWords } from "./room_numbers.ts";
import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";

export interface ConversationHeadProps {
  conversation: ConversationSummary;
  /** How many members are in each state; absent while that is not known. */
  counts?: PresenceCounts;
  /** Of the other person in a direct conversation. */
  presence?: PresenceState;
  status?: string;
  /** Somebody who is gone had the other person's name before. */
  namesake?: boolean;
  /** The buttons at the end, which need scripts. */
  tools?: ComponentChildren;
  onBack?(event: Event): void;
  /** How much elsewhere calls the reader: direct messages, mentions, answers to their reports. */
  calls?: number;
}

/** Title, topic and member count of the open conversation. */
export function ConversationHead(props: ConversationHeadProps) {
  const { words } = useReading();
  return (
    <header class="head">
      <a
        class="icon-button back"
        href={PATHS.list}
        data-calls={props.calls ? "" : undefined}
        aria-label={props.calls ? words.t("back.calls", { count: props.calls }) : words.t("back")}
        onClick={props.onBack}
      >
        <icons.back />
        <span class="sr-only" aria-hidden="true">{words.t("back")}</span>
      </a>
      {props.conversation.people && <AvatarPair people={props.conversation.people} large />}
      <Title {...props} />
      <div class="tools">
        {plainParts.HeadLinks && <plainParts.HeadLinks conversation={props.conversation} />}
        {props.tools}
      </div>
    </header>
  );
}

function Title(props: ConversationHeadProps) {
  const { words } = useReading();
  const { conversation } = props;
  const about = withVanishing(words, conversation, useAbout(props));
  const title = conversation.private ? <PrivateTitle room={conversation} /> : conversationTitle(
    words,
    conversation,
  );
  return <HeadTitle title={title} topic={conversation.topic} about={about} />;
}

/** What a private room is called, behind a lock, which is said in words too. */
function PrivateTitle({ room }: { room: ConversationSummary }) {
  const { words } = useReading();
  return (
    <>
      <RoomSigil room={room} /> {roomTitle(room)}
      <span class="sr-only">, {words.t("nav.private")}</span>
    </>
  );
}

/** A topic is cut at the end of its line before what is said about it; a press shows all. */
export function HeadTitle(
  { title, topic, about }: { title: ComponentChildren; topic?: string; about: string },
) {
  const heading = <h1 dir="auto">{title}</h1>;
  if (!topic && !about) return <div class="title">{heading}</div>;
  return (
    <details class="title">
      <summary>
        {heading}
        <p>
          {topic && <span class="topic" dir="auto">{topic}</span>}
          {topic && about && (
            <>
              {" "}
              <span>·</span>
              {" "}
            </>
          )}
          {about && <span class="count-here">{about}</span>}
        </p>
      </summary>
    </details>
  );
}

const DAY_MS = 86_400_000;

/**
 * Who is here, then that anyone reads it or that it does not stay: where one looks before one writes (M11).
 * A narrow screen cuts the end of the line.
 */
function withVanishing(
  words: Translator,
  { vanishMs, keptDays, published }: ConversationSummary,
  about: string,
): string {
  const said = [
    about,
    published && words.t("head.published"),
    vanishMs === undefined
      ? keptDays && words.t("head.kept", { span: spanOf(words.locale, keptDays * DAY_MS) })
      : words.t("head.vanishing", { span: spanOf(words.locale, vanishMs) }),
  ].filter((one) => typeof one === "string" && one !== "") as string[];
  if (said.length === 0) return about;
  return said.reduce((first, second) => words.t("sentence.list", { first, second }));
}

function useAbout(props: ConversationHeadProps): string {
  const { words } = useReading();
  const { conversation, counts, presence = "offline", status } = props;
  const { with: other } = conversation;
  if (other?.gone) return words.t("head.gone");
  if (other) {
    const state = words.t(`presence.${presence}`);
    const another = props.namesake && words.t("head.namesake", { name: other.name });
    return [state, another, status].filter((part) => part !== undefined && part !== false)
      .reduce((first, second) => words.t("sentence.list", { first, second }));
  }
  if (!counts) return "";
  return numbersInWords(words, roomNumbers(counts), conversation.people && "group.people");
}
