import { useEffect, useRef } from "preact/hooks";
import type { Person } from "../../../lib/protocol/events.ts";
import { IconButton } from "../../../lib/ui/elements/icon_button.tsx";
import { Tree } from "../../../lib/ui/elements/icons.tsx";
import { lookOf, momentOf } from "../../../lib/ui/inbox/entry_look.tsx";
import { canBeDone, type InboxEntry, placeOfEntry } from "../../../lib/ui/inbox/inbox_entries.ts";
import { inboxIcons } from "../../../lib/ui/inbox/inbox_icons.tsx";
import { conversationPath, threadPath } from "../../../lib/ui/paths.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { conversationTitle } from "../../../lib/ui/room/page_title.ts";
import type { InboxParts } from "./inbox_parts.ts";
import { useWindow } from "../window/window_context.ts";

export interface ViewPaneProps {
  entry: InboxEntry | undefined;
  /** Whether there is nothing in the list to choose. */
  empty: boolean;
  me: Person;
  parts: InboxParts;
  /** Whether the line is answered: where it can be written, one writes. */
  answers: boolean;
  goTo(entry: InboxEntry): void;
  onDone(): void;
}

/** The place of the line that is chosen: read and answered without leaving the inbox. */
export function ViewPane(props: ViewPaneProps) {
  const { words } = useReading();
  const open = useWindow().conversation;
  const place = props.entry && placeOfEntry(props.entry);
  if (!props.entry || !open || place?.conversation.id !== open.id) {
    return (
      <section class="view-pane" aria-label={words.t("inbox.title")}>
        {!props.empty && (
          <div class="beginning">
            <Tree />
            <p dir="auto">{textWithoutPlace(props.entry) ?? words.t("inbox.choose")}</p>
          </div>
        )}
      </section>
    );
  }
  return <Place key={open.id} {...props} entry={props.entry} />;
}

/** What is about no conversation says itself. */
function textWithoutPlace(entry: InboxEntry | undefined): string | undefined {
  return entry && "text" in entry && !entry.conversation ? entry.text : undefined;
}

function Place({ entry, me, parts, answers, goTo, onDone }: ViewPaneProps & { entry: InboxEntry }) {
  const window = useWindow();
  const reading = useReading();
  const { words } = reading;
  const note = useRef<HTMLElement>(null);
  const arrived = useRef(true);
  const conversation = window.conversation;
  useAnswer(entry, answers);
  if (!conversation) return null;
  const names = window.model.names.value;
  const title = conversationTitle(words, conversation);
  const { who, about } = lookOf(entry, reading);
  const what = entry.is === "mention"
    ? `${who} ${words.t(`inbox.why.${entry.why}`)}`
    : entry.is === "thread" && about !== undefined
    ? `${who} ${about}`
    : who;
  return (
    <section class="view-pane" aria-label={title}>
      <header class="head">
        <div class="title">
          <h2 dir="auto">{title}</h2>
          <p dir="auto">
            {words.t("sentence.list", { first: what, second: momentOf(entry, reading) })}
          </p>
        </div>
        <div class="tools">
          <a
            class="button"
            href={entry.is === "thread"
              ? threadPath(conversation, entry.seq)
              : conversationPath(conversation)}
            onClick={(event) => {
              event.preventDefault();
              if (entry.is === "thread") goTo(entry);
              else window.open(conversation);
            }}
          >
            {words.t(
              entry.is === "thread"
                ? "inbox.open.thread"
                : conversation.kind === "room"
                ? "inbox.open.room"
                : "inbox.open.direct",
            )}
          </a>
          {canBeDone(entry) && (
            <IconButton
              label={`${words.t("inbox.done")} (E)`}
              icon={inboxIcons.done}
              onClick={onDone}
            />
          )}
        </div>
      </header>
      <parts.Timeline conversation={conversation} me={me} names={names} live />
      <parts.Composer
        note={note}
        conversation={conversation}
        names={names}
        form={{ id: "", after: 0 }}
        live
        arrived={arrived}
      />
    </section>
  );
}

/** `R`: the composer beside the list replies to the message, and has the focus. */
function useAnswer(entry: InboxEntry, answers: boolean): void {
  const window = useWindow();
  const place = placeOfEntry(entry);
  useEffect(() => {
    if (!answers || !place) return;
    const conversation = place.conversation.id;
    if (place.seq !== undefined) {
      window.writing.value = { is: "reply", conversation, seq: place.seq };
    }
    document.querySelector<HTMLElement>(".view-pane > .composer textarea")?.focus();
  }, [answers, entry.key]);
}
