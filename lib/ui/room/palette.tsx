import { Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PresenceState, UserId } from "../../protocol/events.ts";
import { Avatar, AvatarPair } from "../elements/avatar.tsx";
import { isComposing } from "../elements/composing.ts";
import { ModalDialog } from "../elements/dialog.tsx";
import { icons } from "../elements/icons.tsx";
import type { FoundMessage, PaletteEntry } from "../../text/name_matching.ts";
import { completionsOf, dividedQuery, type KnownNames } from "../../text/search/written.ts";
import { RoleTag } from "../elements/role_tag.tsx";
import { personLabel } from "../people_names.ts";
import { conversationName, roomTitle } from "./page_title.ts";
import { RoomSigil } from "./room_sigil.tsx";
import { useReading } from "../reading.ts";

export interface PaletteProps {
  query: string;
  entries: readonly PaletteEntry[];
  stateOf(user: UserId): PresenceState;
  onQuery(query: string): void;
  onChoose(entry: PaletteEntry): void;
  onClose(): void;
  /** Whom and what may be named in a search. */
  names?: KnownNames;
  /** Messages are looked for in what this device keeps, for want of a connection. */
  inKept?: boolean;
  /** What it asks, where it is not where to go. */
  asks?: { title: string; label: string; none: string; choose: string };
}

/** The jump palette: a combobox over conversations and people. */
export function Palette(props: PaletteProps) {
  const { words } = useReading();
  const { entries } = props;
  const { query } = props;
  // The selection belongs to one query: Enter may follow a letter before any effect runs.
  // It is kept by key, so that it survives entries that are added.
  const [selected, setSelected] = useState({ query, key: "" });
  const select = (index: number) => setSelected({ query, key: entries[index]?.key ?? "" });
  useEffect(() => show(0), [query]);
  const isSelected = ({ key }: PaletteEntry) => selected.query === query && key === selected.key;
  const chosen = Math.max(0, entries.findIndex(isSelected));
  const found = entries.some(({ is }) => is !== "rooms" && is !== "search");
  const completions = props.asks || !props.names || !(props.inKept || isSearched(entries))
    ? []
    : offeredParts(query, props.names);
  const isNamed = !dividedQuery(query).operators.length;
  const asks = props.asks ?? {
    title: words.t("palette.title"),
    label: words.t("palette.label"),
    none: words.t("palette.none", { query }),
    choose: words.t("palette.open"),
  };

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      const next = (chosen + step + entries.length) % entries.length;
      select(next);
      show(next);
    }
    const [first] = completions;
    if (event.key === "Tab" && !event.shiftKey && first?.completes) {
      event.preventDefault();
      props.onQuery(first.query);
    }
    const entry = entries[chosen];
    if (event.key === "Enter" && entry) props.onChoose(entry);
    if (step !== 0 || event.key === "Enter") event.preventDefault();
  }

  return (
    <ModalDialog label={asks.title} onClose={props.onClose}>
      <div class="palette">
        {props.asks && <h2>{asks.title}</h2>}
        <input
          data-focus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={idOf(chosen)}
          aria-label={asks.label}
          placeholder={asks.label}
          autocomplete="off"
          spellcheck={false}
          value={props.query}
          onInput={(event) => props.onQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {!found && query !== "" && isNamed && <p class="none" role="status">{asks.none}</p>}
        <ul role="listbox" id="palette-list" aria-label={asks.title}>
          {entries.map((entry, index) => (
            <Fragment key={entry.key}>
              {isFirstMessage(entries, index) && (
                <li class="heading" role="presentation">
                  {words.t(props.inKept ? "palette.kept" : "palette.messages")}
                </li>
              )}
              <li
                class="place"
                role="option"
                id={idOf(index)}
                aria-selected={index === chosen}
                onMouseMove={() => select(index)}
                onClick={() => props.onChoose(entry)}
              >
                <Entry entry={entry} query={query} stateOf={props.stateOf} />
              </li>
            </Fragment>
          ))}
        </ul>
        {completions.length > 0 && (
          <div class="chips" aria-label={words.t("palette.complete")} role="group">
            {completions.map(({ text, query }) => (
              <button
                type="button"
                key={text}
                class="chip"
                tabIndex={-1}
                dir="auto"
                onPointerDown={(event) => event.preventDefault() /* the field keeps the focus */}
                onClick={() =>
                  props.onQuery(query)}
              >
                {text}
              </button>
            ))}
          </div>
        )}
        <footer aria-hidden="true">
          <span>
            <kbd>↑</kbd> <kbd>↓</kbd> {words.t("palette.choose")}
          </span>
          <span>
            <kbd>↵</kbd> {asks.choose}
          </span>
          {completions[0]?.completes && (
            <span>
              <kbd>Tab</kbd> {words.t("palette.complete")}
            </span>
          )}
          <span>
            <kbd>Esc</kbd> {words.t("palette.close")}
          </span>
        </footer>
      </div>
    </ModalDialog>
  );
}

/** Whether it is looked for in messages too. */
function isSearched(entries: readonly PaletteEntry[]): boolean {
  return entries.some(({ is }) => is === "search");
}

function isFirstMessage(entries: readonly PaletteEntry[], index: number): boolean {
  return entries[index]?.is === "message" && entries[index - 1]?.is !== "message";
}

/** What what is typed may go on with; else the operators, as one more part. */
function offeredParts(query: string, names: KnownNames) {
  const begun = /\S$/.test(query) ? completionsOf(query, names) : [];
  return begun.length > 0
    ? begun.map((one) => ({ ...one, completes: true }))
    : completionsOf(`${query.trimEnd()} `, names).map((one) => ({ ...one, completes: false }));
}

function idOf(index: number): string {
  return `palette-${index}`;
}

/** Scrolls an entry chosen by key into view; one under the pointer must not move. */
function show(index: number): void {
  document.getElementById(idOf(index))?.scrollIntoView({ block: "nearest" });
}

function Entry({ entry, query, stateOf }: {
  entry: PaletteEntry;
  query: string;
  stateOf: PaletteProps["stateOf"];
}) {
  const { words } = useReading();
  if (entry.is === "rooms" || entry.is === "search") {
    return (
      <>
        <span class="sigil">
          <icons.search />
        </span>
        <span class="name" dir="auto">
          {entry.is === "rooms"
            ? words.t("palette.browse")
            : words.t("palette.search", { query: query.trim() })}
        </span>
      </>
    );
  }
  if (entry.is === "join") {
    return (
      <>
        <RoomSigil room={entry.room} />
        <span class="name" dir="auto">
          {words.t("palette.join", { room: roomTitle(entry.room) })}{" "}
          {entry.room.topic && <span class="faint">· {entry.room.topic}</span>}
        </span>
      </>
    );
  }
  if (entry.is === "message") return <FoundEntry message={entry.message} />;
  if (entry.is === "person") {
    return (
      <>
        <Avatar
          id={entry.person.id}
          name={entry.person.name}
          picture={entry.person.picture}
          small
        />
        <span class="name">{words.t("palette.new-direct", { name: entry.person.name })}</span>
        {entry.person.role === "guest" && <RoleTag {...entry.person} />}
      </>
    );
  }
  const { with: other, people, topic, unread, mentions, kind } = entry.conversation;
  const calls = kind === "direct" ? unread : mentions;
  return (
    <>
      {other
        ? <Avatar id={other.id} name={other.name} presence={stateOf(other.id)} small />
        : people
        ? <AvatarPair people={people} />
        : <RoomSigil room={entry.conversation} />}
      <span class="name" dir="auto">
        {conversationName(words, entry.conversation)}{" "}
        {topic && <span class="faint">· {topic}</span>}
      </span>
      {other?.role === "guest" && <RoleTag {...other} />}
      {unread > 0 && (
        <span class={calls > 0 ? "count calls" : "count"}>{words.number(calls || unread)}</span>
      )}
    </>
  );
}

/** A message: who says what, where and when. */
function FoundEntry({ message }: { message: FoundMessage }) {
  const { words, times, now } = useReading();
  const { conversation, by: id, name, gone, parts, at } = message;
  return (
    <>
      <Avatar id={id} name={name} small />
      <span class="name" dir="auto">
        <b>{personLabel(words, { id, name, gone })}</b>
        <span class="sr-only">:</span>{" "}
        {parts.map(({ text, marked }, n) => marked ? <mark key={n}>{text}</mark> : text)}{" "}
        <span class="faint">· {conversationName(words, conversation)}</span>
      </span>
      <span class="faint small">{times.day(at, now)}</span>
    </>
  );
}
