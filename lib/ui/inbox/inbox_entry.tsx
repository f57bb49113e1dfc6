import type { ComponentChildren, ComponentType } from "preact";
import { conversationPath, inboxPath, messagePath, threadPath } from "../paths.ts";
import { useReading } from "../reading.ts";
import { mentionNames } from "../text/mention_names.ts";
import type { EntryTextProps } from "./entry_text.tsx";
import { lookOf, momentOf, nameOf } from "./entry_look.tsx";
import { type InboxEntry, placeOfEntry } from "./inbox_entries.ts";

export interface InboxEntryProps {
  entry: InboxEntry;
  /** The reader's own name, and those that can be mentioned. */
  ownName: string;
  names: readonly string[];
  Text: ComponentType<EntryTextProps>;
  /** Whether it is the one that is shown beside the list. */
  current: boolean;
  /** What can be done with it: at its side, which needs scripts, and below its words. */
  tools?: ComponentChildren;
  acts?: ComponentChildren;
  onOpen?(event: Event): void;
}

/** One line: who or what, where, when, and the first two lines of the words. */
export function InboxEntryView(props: InboxEntryProps) {
  const { entry, current, tools } = props;
  const reading = useReading();
  const { words, times } = reading;
  const { face, who, about, why } = lookOf(entry, reading);
  return (
    <li>
      <a
        class="entry"
        href={hrefOf(entry)}
        data-key={entry.key}
        data-new={entry.isNew ? "" : undefined}
        aria-current={current ? "true" : undefined}
        onClick={props.onOpen}
      >
        {entry.isNew && <span class="pip" />}
        {face}
        <div>
          <div class="top">
            <b dir="auto">{who}</b> {about !== undefined && <span dir="auto">{about}</span>}{" "}
            <time dateTime={new Date(entry.at).toISOString()} title={times.full(entry.at)}>
              {momentOf(entry, reading)}
            </time>
            {entry.isNew && <span class="sr-only">, {words.t("inbox.unread")}</span>}
          </div>
          <div class="text" dir="auto">
            <Words {...props} />
          </div>
          {why !== undefined && <div class="why" dir="auto">{why}</div>}
        </div>
      </a>
      {props.acts}
      {tools && <div class="entry-tools">{tools}</div>}
    </li>
  );
}

/** What was said, or written and not sent. */
function Words({ entry, ownName, names, Text }: InboxEntryProps) {
  const reading = useReading();
  switch (entry.is) {
    case "mention":
    case "bookmark":
      return <Text text={entry.text} names={mentionNames(entry, names)} ownName={ownName} />;
    case "thread":
      return (
        <>
          <b dir="auto">{nameOf(entry, reading)}</b>{" "}
          <Text text={entry.text} names={mentionNames(entry, names)} ownName={ownName} />
        </>
      );
    case "reminder":
      return <>{entry.text ?? reading.words.t("later.not-there")}</>;
    default:
      return <>{entry.text}</>;
  }
}

function hrefOf(entry: InboxEntry): string {
  const place = placeOfEntry(entry);
  if (!place) return inboxPath(entry.section);
  const { conversation, seq } = place;
  if (seq === undefined) return conversationPath(conversation);
  return entry.is === "thread" ? threadPath(conversation, seq) : messagePath(conversation, seq);
}
