import type { ComponentChildren, ComponentType, Ref } from "preact";
import { icons, Tree } from "../elements/icons.tsx";
import { inboxPath, PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";
import { callsInSection, type InboxEntry, type InboxGroup, inboxGroups } from "./inbox_entries.ts";
import { INBOX_SECTIONS, type InboxSection } from "./inbox_sections.ts";
import type { EntryTextProps } from "./entry_text.tsx";
import { EntryActs, type LaterActions } from "./entry_acts.tsx";
import { InboxEntryView } from "./inbox_entry.tsx";

export interface InboxListProps {
  entries: readonly InboxEntry[];
  section: InboxSection | undefined;
  ownName: string;
  names: readonly string[];
  /** Draws the words of a message. */
  Text: ComponentType<EntryTextProps>;
  /** Keys of lines that stay among the new ones although they are read. */
  kept?: ReadonlySet<string>;
  /** The key of the line that is shown beside the list. */
  current?: string;
  /** The next page of a section, where there is one: its link, for readers without a script. */
  more?: { href: string; text: string };
  /** What scripts add; without them links and pages do the same. */
  actions?: InboxActions;
  region?: Ref<HTMLDivElement>;
  /** Nothing of it is known here, for want of a connection. */
  unloaded?: boolean;
  /** How many answers to what the reader reported they have not seen. */
  answers: number;
}

export interface InboxActions {
  open(entry: InboxEntry, event: Event): void;
  choose(section: InboxSection | undefined, event: Event): void;
  more(event: Event): void;
  back(event: Event): void;
  /** What stands beside the title, and in each line. */
  tools: ComponentChildren;
  entryTools(entry: InboxEntry): ComponentChildren;
  later: LaterActions;
  /** Below the list: what can be undone. */
  below?: ComponentChildren;
}

/** All that waits for a person: what is new first, then what waits for its time, drafts, bookmarks. */
export function InboxList(props: InboxListProps) {
  const { entries, actions, unloaded, answers } = props;
  const { words } = useReading();
  const count = callsInSection(entries) + answers;
  const groups = inboxGroups(entries, props.section, props.kept);
  return (
    <div class="list-pane">
      <header class="head">
        <a
          class="icon-button back"
          href={PATHS.list}
          aria-label={words.t("back")}
          onClick={actions?.back}
        >
          <icons.back />
          <span class="sr-only" aria-hidden="true">{words.t("back")}</span>
        </a>
        <div class="title">
          <h1>{words.t("inbox.title")}</h1>
          {!unloaded && (
            <p>{count > 0 ? words.t("inbox.waiting", { count }) : words.t("inbox.nothing")}</p>
          )}
        </div>
        <div class="tools">{actions?.tools}</div>
      </header>
      <div class="scroller" ref={props.region} tabIndex={-1} data-region>
        <Sections {...props} />
        {answers > 0 && (
          <p class="more-entries">
            <a class="link" href={PATHS.reports}>{words.t("nav.answers", { count: answers })}</a>
          </p>
        )}
        {groups.map((group) => <Group key={group.name} {...props} group={group} />)}
        {groups.length === 0 && answers === 0 && (
          <div class="beginning">
            {unloaded ? <icons.offline /> : <Tree />}
            <p role={unloaded ? "status" : undefined}>
              {words.t(unloaded ? "inbox.unloaded" : "inbox.nothing")}
            </p>
          </div>
        )}
        {props.more && (
          <p class="more-entries">
            <a class="link" href={props.more.href} onClick={actions?.more}>{props.more.text}</a>
          </p>
        )}
        {actions && entries.length > 0 && <Keys />}
      </div>
      {actions?.below}
    </div>
  );
}

/** The ways between the sections that have something in them. */
function Sections({ entries, section, actions }: InboxListProps) {
  const { words } = useReading();
  const filled = INBOX_SECTIONS.filter((name) =>
    name === section || entries.some((one) => one.section === name)
  );
  const way = (name: InboxSection | undefined, text: string) => {
    const count = name ? callsInSection(entries, name) : 0;
    return (
      <a
        key={text}
        href={inboxPath(name)}
        aria-current={name === section ? "page" : undefined}
        onClick={(event) => actions?.choose(name, event)}
      >
        {text}{" "}
        {count > 0 && (
          <span class={name === "threads" ? "count" : "count calls"}>{words.number(count)}</span>
        )}
      </a>
    );
  };
  return (
    <nav class="sections" aria-label={words.t("inbox.title")}>
      {way(undefined, words.t("inbox.all"))}
      {filled.flatMap((name) => [" ", way(name, words.t(`inbox.${name}`))])}
    </nav>
  );
}

function Group({ group, actions, ...props }: InboxListProps & { group: InboxGroup }) {
  const { words } = useReading();
  return (
    <section class="entries">
      <h2>{words.t(`inbox.${group.name}`)}</h2>
      <ul>
        {group.entries.map((entry) => (
          <InboxEntryView
            key={entry.key}
            entry={entry}
            ownName={props.ownName}
            names={props.names}
            Text={props.Text}
            current={entry.key === props.current}
            tools={actions?.entryTools(entry)}
            acts={<EntryActs entry={entry} section={props.section} later={actions?.later} />}
            onOpen={actions && ((event) => actions.open(entry, event))}
          />
        ))}
      </ul>
    </section>
  );
}

function Keys() {
  const { words } = useReading();
  return (
    <p class="list-foot" aria-hidden="true">
      <span>
        <kbd>J</kbd> <kbd>K</kbd> {words.t("inbox.keys.move")}
      </span>
      <span>
        <kbd>E</kbd> {words.t("inbox.keys.done")}
      </span>
      <span>
        <kbd>H</kbd> {words.t("inbox.keys.later")}
      </span>
      <span>
        <kbd>R</kbd> {words.t("inbox.keys.reply")}
      </span>
      <span>
        <kbd>↵</kbd> {words.t("inbox.keys.open")}
      </span>
    </p>
  );
}
