import { useLayoutEffect, useRef } from "preact/hooks";
import type { ConversationSummary, Person } from "../../../lib/protocol/events.ts";
import { alertCount } from "../../../lib/ui/room/calls.ts";
import { ConversationHead } from "../../../lib/ui/room/conversation_head.tsx";
import { hasGoneNamesake } from "../../../lib/ui/people_names.ts";
import { ComposerPlace } from "../composer/composer_place.tsx";
import { LazyAside } from "./lazy_aside.ts";
import { LazyHeadTools } from "./lazy_parts.ts";
import { MembersPane } from "./members_pane.tsx";
import { ReadableTimeline } from "../timeline/readable_timeline.tsx";
import { useKeptFocus } from "../navigation/use_kept_focus.ts";
import { UndoPlace } from "./undo_place.tsx";
import { useMembers } from "./use_members.ts";
import { useWindow } from "../window/window_context.ts";

export interface ConversationPaneProps {
  conversation: ConversationSummary;
  me: Person;
  /** What the form posts without a script, beside the text. */
  form: { id: string; after: number };
  failed?: { text: string; message: string };
  live: boolean;
}

/** One who opens a thread wants to write there. */
const NOT_ARRIVED = { current: false };

/** The open conversation: where, what was said, where to write, and who is in it. */
export function ConversationPane(props: ConversationPaneProps) {
  const { conversation, me } = props;
  const window = useWindow();
  const main = useRef<HTMLElement>(null);
  const note = useRef<HTMLElement>(null);
  useKeptFocus(main, note);
  const arrived = useRef(false);
  useLayoutEffect(() => {
    arrived.current = true;
  }, []);
  const presence = window.model.presence.value;
  const shown = useMembers(conversation);
  const names = window.model.names.value;
  const statusOf = (user: string) => presence.get(user)?.status;
  const other = conversation.with;
  const shownThread = window.thread.value;
  const thread = shownThread?.conversation === conversation.id ? shownThread : undefined;
  const isPanel = thread || props.live && window.panel.value === "files";
  return (
    <>
      <main class="conversation" ref={main}>
        <ConversationHead
          conversation={conversation}
          counts={shown.counts}
          presence={other && (presence.get(other.id)?.state ?? "offline")}
          status={other && statusOf(other.id)}
          namesake={hasGoneNamesake(conversation, window.model.conversations.value)}
          tools={props.live && <LazyHeadTools conversation={conversation} onFail={() => {}} />}
          calls={alertCount(
            window.model.conversations.value.filter(({ id }) => id !== conversation.id),
          ) + window.model.personal.answers.value}
          onBack={(event) => {
            event.preventDefault();
            window.showList();
          }}
        />
        <ReadableTimeline conversation={conversation} me={me} names={names} live={props.live} />
        <UndoPlace />
        <ComposerPlace
          note={note}
          conversation={conversation}
          names={names}
          form={props.form}
          failed={props.failed}
          live={props.live}
          arrived={arrived}
        />
      </main>
      {isPanel
        ? (
          <LazyAside
            key={thread?.root}
            conversation={conversation}
            me={me}
            names={names}
            live={props.live}
            composer={(shown, note) => (
              <ComposerPlace
                note={note}
                conversation={conversation}
                names={names}
                shown={shown}
                form={props.form}
                live={props.live}
                arrived={NOT_ARRIVED}
              />
            )}
            root={thread?.root}
            onFail={() => {
              if (thread) window.closeThread();
              else window.panel.value = undefined;
              window.showLoadFailure();
            }}
          />
        )
        : !other && (
          <MembersPane me={me} shown={shown} conversation={conversation} live={props.live} />
        )}
    </>
  );
}
