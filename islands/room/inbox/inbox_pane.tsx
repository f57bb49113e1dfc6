import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Person } from "../../../lib/protocol/events.ts";
import type { InboxData } from "../../../lib/ui/inbox/entries_of.ts";
import { type InboxEntry, inboxGroups, placeOfEntry } from "../../../lib/ui/inbox/inbox_entries.ts";
import { EntryText } from "../../../lib/ui/inbox/entry_text.tsx";
import { type InboxActions, InboxList } from "../../../lib/ui/inbox/inbox_list.tsx";
import { useWindow } from "../window/window_context.ts";
import { EntryTools, ListTools } from "./entry_tools.tsx";
import type { InboxParts } from "./inbox_parts.ts";
import { UndoLine } from "./undo_line.tsx";
import { useDone } from "./use_done.ts";
import { useEntries, useInbox, useKept } from "./use_inbox.ts";
import { useInboxKeys } from "./use_inbox_keys.ts";
import { useLater } from "./use_later.ts";
import { useMore } from "./use_more.ts";
import { ViewPane } from "./view_pane.tsx";

export interface InboxPaneProps {
  me: Person;
  parts: InboxParts;
  /** Whether the script runs: what needs it is drawn only then. */
  live: boolean;
  /** What the page was drawn from. */
  start?: InboxData;
}

/** The inbox: all that waits for the person, and beside it the place of what is chosen. */
export function InboxPane({ me, live, parts, start }: InboxPaneProps) {
  const window = useWindow();
  const { model } = window;
  const section = window.inbox.value?.section;
  const inbox = useInbox(start);
  const chosen = useSignal<string | undefined>(undefined);
  /** The line that is answered beside the list. */
  const answered = useSignal<string | undefined>(undefined);
  const list = useRef<HTMLDivElement>(null);
  const { done, undo, undoable, isAway } = useDone(inbox.mentions, chosen);
  const entries = useShown(useEntries(inbox, start), chosen.value, isAway);
  const kept = useKept(entries);
  const known = useRef(start !== undefined);
  if (window.online) known.current = true;
  const current = entries.find(({ key }) => key === chosen.value);
  const later = useLater({ done, undo });
  const more = useMore(inbox, section);
  useDueCount(entries);

  function choose(entry: InboxEntry) {
    chosen.value = entry.key;
    answered.value = undefined;
    const place = placeOfEntry(entry);
    if (place) window.showBeside(place.conversation, place.seq);
  }
  function goTo(entry: InboxEntry) {
    const place = placeOfEntry(entry);
    if (!place) return later.change(entry);
    const { conversation, seq } = place;
    if (seq === undefined) window.open(conversation);
    else if (entry.is === "thread") window.openThread(conversation, seq);
    else window.goTo(conversation, seq);
  }
  const byKey = (act: (entry: InboxEntry) => void) => (key: string) => {
    const entry = entries.find((one) => one.key === key);
    if (entry) act(entry);
  };
  useInboxKeys(list, live, {
    choose: byKey((entry) => isWide() && choose(entry)),
    done: byKey((entry) => done([entry])),
    open: byKey(goTo),
    later: (key, line) => byKey((entry) => later.putOff(entry, line))(key),
    reply: byKey((entry) => {
      if (!isWide() || entry.is === "thread") return goTo(entry);
      choose(entry);
      answered.value = entry.key;
    }),
  });

  const actions: InboxActions = {
    open(entry, event) {
      if (!isPlain(event)) return;
      event.preventDefault();
      if (isWide()) choose(entry);
      else goTo(entry);
    },
    choose(name, event) {
      if (!isPlain(event)) return;
      event.preventDefault();
      window.showInbox(name);
    },
    more(event) {
      event.preventDefault();
      window.attempt(more.load);
    },
    back(event) {
      event.preventDefault();
      window.showList();
    },
    tools: <ListTools entries={entries} section={section} onDone={done} />,
    entryTools: (entry) => (
      <EntryTools
        entry={entry}
        onDone={() => done([entry])}
        onLater={later.putOff}
      />
    ),
    later,
    below: undoable && <UndoLine count={undoable} onUndo={undo} />,
  };
  return (
    <main class="conversation split">
      <InboxList
        region={list}
        entries={entries}
        section={section}
        kept={kept}
        ownName={me.name}
        names={model.names.value}
        Text={EntryText}
        current={current?.key}
        more={more.link}
        answers={model.personal.answers.value}
        unloaded={!known.current && entries.length === 0}
        actions={live ? actions : undefined}
      />
      {live && (
        <ViewPane
          entry={current}
          empty={inboxGroups(entries, section, kept).length === 0}
          me={me}
          parts={parts}
          goTo={goTo}
          answers={answered.value !== undefined && answered.value === current?.key}
          onDone={() => current && done([current])}
        />
      )}
      <parts.Undo />
    </main>
  );
}

/** What is listed: without what was put away, and with what one looks at although it was read. */
function useShown(
  entries: InboxEntry[],
  chosen: string | undefined,
  isAway: (entry: InboxEntry) => boolean,
): InboxEntry[] {
  const looked = useRef<InboxEntry | undefined>(undefined);
  const now = entries.find(({ key }) => key === chosen);
  if (now || looked.current?.key !== chosen) looked.current = now;
  const left = looked.current && !now ? [{ ...looked.current, isNew: false }] : [];
  return [...entries, ...left].filter((one) => !isAway(one));
}

/** How much of what waited for its time is due: known here before it is elsewhere. */
function useDueCount(entries: readonly InboxEntry[]): void {
  const window = useWindow();
  const due = entries.filter(({ section, isNew }) => section === "later" && isNew).length;
  useEffect(() => {
    window.due.value = due;
  }, [due]);
}

/** Whether there is room for the place beside the list. */
function isWide(): boolean {
  return matchMedia("(min-width: 68.01rem)").matches;
}

function isPlain(event: Event): boolean {
  return event instanceof MouseEvent && event.button === 0 && !event.ctrlKey && !event.metaKey &&
    !event.shiftKey && !event.altKey;
}
