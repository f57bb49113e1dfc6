import type { ComponentChildren } from "preact";
import type { ConversationSummary, PresenceState } from "../protocol/events.ts";
import type { Member } from "../protocol/server_frames.ts";
import { icons } from "./icons.tsx";
import { placeName } from "./page_title.ts";
import { PATHS } from "./paths.ts";
import { useReading } from "./reading.ts";

export interface ConversationHeadProps {
  conversation: ConversationSummary;
  members: readonly Member[];
  /** Of the other person in a direct conversation. */
  presence?: PresenceState;
  status?: string;
  /** The buttons at the end, which need a script. */
  tools?: ComponentChildren;
  onBack?(event: Event): void;
}

/** Where one is, and who else. */
export function ConversationHead(props: ConversationHeadProps) {
  const { words } = useReading();
  return (
    <header class="head">
      <a
        class="icon-button back"
        href={PATHS.home}
        aria-label={words.t("back")}
        onClick={props.onBack}
      >
        <icons.back />
      </a>
      <div class="title">
        <h1 dir="auto">{placeName(props.conversation)}</h1>
        <p>{about(props, words)}</p>
      </div>
      <div class="tools">{props.tools}</div>
    </header>
  );
}

function about(
  { conversation, members, presence = "offline", status }: ConversationHeadProps,
  words: ReturnType<typeof useReading>["words"],
): string {
  if (conversation.with) {
    const state = words.t(`presence.${presence}`);
    return status ? words.t("sentence.list", { first: state, second: status }) : state;
  }
  const here = members.filter((member) => member.state !== "offline").length;
  const counted = words.t("head.here", {
    members: words.t("head.members", { count: members.length }),
    count: here,
  });
  const { topic } = conversation;
  return topic ? words.t("sentence.list", { first: topic, second: counted }) : counted;
}
