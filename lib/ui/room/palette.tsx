import { useEffect, useState } from "preact/hooks";
import type { PresenceState, UserId } from "../../protocol/events.ts";
import { Avatar, AvatarPair } from "../elements/avatar.tsx";
import { isComposing } from "../elements/composing.ts";
import { ModalDialog } from "../elements/dialog.tsx";
import { icons } from "../elements/icons.tsx";
import type { PaletteEntry } from "../../text/name_matching.ts";
import { conversationName } from "./page_title.ts";
import { useReading } from "../reading.ts";

export interface PaletteProps {
  query: string;
  entries: readonly PaletteEntry[];
  stateOf(user: UserId): PresenceState;
  onQuery(query: string): void;
  onChoose(entry: PaletteEntry): void;
  onClose(): void;
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
        {!found && query !== "" && <p class="none" role="status">{asks.none}</p>}
        <ul role="listbox" id="palette-list" aria-label={asks.title}>
          {entries.map((entry, index) => (
            <li
              key={entry.key}
              class="place"
              role="option"
              id={idOf(index)}
              aria-selected={index === chosen}
              onMouseMove={() => select(index)}
              onClick={() => props.onChoose(entry)}
            >
              <Entry entry={entry} query={query} stateOf={props.stateOf} />
            </li>
          ))}
        </ul>
        <footer aria-hidden="true">
          <span>
            <kbd>↑</kbd> <kbd>↓</kbd> {words.t("palette.choose")}
          </span>
          <span>
            <kbd>↵</kbd> {asks.choose}
          </span>
          <span>
            <kbd>Esc</kbd> {words.t("palette.close")}
          </span>
        </footer>
      </div>
    </ModalDialog>
  );
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
  if (entry.is === "person") {
    return (
      <>
        <Avatar id={entry.person.id} name={entry.person.name} small />
        <span class="name">{words.t("palette.new-direct", { name: entry.person.name })}</span>
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
        : <span class="sigil" aria-hidden="true">#</span>}
      <span class="name" dir="auto">
        {conversationName(words, entry.conversation)}{" "}
        {topic && <span class="faint">· {topic}</span>}
      </span>
      {unread > 0 && (
        <span class={calls > 0 ? "count calls" : "count"}>{words.number(calls || unread)}</span>
      )}
    </>
  );
}
