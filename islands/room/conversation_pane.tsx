import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ConversationSummary, Person } from "../../lib/protocol/events.ts";
import type { Member } from "../../lib/protocol/server_frames.ts";
import { ComposerClosed } from "../../lib/ui/composer/composer.tsx";
import { ConversationHead } from "../../lib/ui/conversation_head.tsx";
import { IconButton } from "../../lib/ui/icon_button.tsx";
import { icons } from "../../lib/ui/icons.tsx";
import { MembersPanel } from "../../lib/ui/members_panel.tsx";
import { useReading } from "../../lib/ui/reading.ts";
import { ComposerPane } from "./composer_pane.tsx";
import { HeadTools } from "./head_tools.tsx";
import type { KnownNames } from "./known_names.ts";
import { closeMembers } from "./members_shown.ts";
import { PersonMenu } from "./person_menu.tsx";
import { TimelinePane } from "./timeline_pane.tsx";
import { useKeptFocus } from "./use_kept_focus.ts";
import { useMembers } from "./use_members.ts";
import { useWindow } from "./window_context.ts";

export interface ConversationPaneProps {
  conversation: ConversationSummary;
  me: Person;
  met: KnownNames;
  members?: readonly Member[];
  /** What the form posts without a script, beside the text. */
  form: { id: string; after: number };
  failed?: { text: string; message: string };
  live: boolean;
}

/** The open conversation: where, what was said, where to write, and who is in it. */
export function ConversationPane(props: ConversationPaneProps) {
  const { conversation, me } = props;
  const window = useWindow();
  const { words } = useReading();
  const main = useRef<HTMLElement>(null);
  const note = useRef<HTMLParagraphElement>(null);
  const people = useRef<HTMLElement>(null);
  useKeptFocus(main, note);
  useKeptFocus(people);
  const arrived = useRef(false);
  useLayoutEffect(() => {
    arrived.current = true;
  }, []);
  const presence = window.model.presence.value;
  const members = useMembers(conversation, props.members);
  // While the menu of one is open they stand still: a row that moves would close it.
  const [still, holdStill] = useState<readonly Member[] | undefined>(undefined);
  const names = useMemo(
    () =>
      props.met.meet([
        me.name,
        ...members.map(({ name }) => name),
        ...Array.from(presence.values(), ({ name }) => name),
      ]),
    [members, presence],
  );
  const statusOf = (user: string) => presence.get(user)?.status;
  const other = conversation.with;
  return (
    <>
      <main class="conversation" ref={main}>
        <ConversationHead
          conversation={conversation}
          members={members}
          presence={other && (presence.get(other.id)?.state ?? "offline")}
          status={other && statusOf(other.id)}
          tools={props.live && <HeadTools conversation={conversation} />}
          onBack={(event) => {
            event.preventDefault();
            window.showList();
          }}
        />
        <TimelinePane conversation={conversation} me={me} names={names} />
        {conversation.closed || conversation.readOnly
          ? <ComposerClosed note={note} readOnly={!conversation.closed} />
          : (
            <ComposerPane
              conversation={conversation}
              names={names}
              form={props.form}
              failed={props.failed}
              live={props.live}
              arrived={arrived}
            />
          )}
      </main>
      {!other && (
        <MembersPanel
          region={people}
          members={still ?? members}
          me={me.id}
          statusOf={statusOf}
          toolsOf={props.live
            ? (member) => (
              <PersonMenu
                me={me}
                member={member}
                onOpen={(open) => holdStill(open ? members : undefined)}
              />
            )
            : undefined}
          panel={window.panel.value}
          closeButton={props.live && (
            <IconButton
              label={words.t("close")}
              icon={icons.close}
              onClick={() => closeMembers(window)}
            />
          )}
        />
      )}
    </>
  );
}
