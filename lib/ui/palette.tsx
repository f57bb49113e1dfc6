import { useEffect, useState } from "preact/hooks";
import type { PresenceState, UserId } from "../protocol/events.ts";
import { Avatar } from "./avatar.tsx";
import { isComposing } from "./composing.ts";
import { Veil } from "./dialog.tsx";
import { icons } from "./icons.tsx";
import type { PaletteEntry } from "./palette_entries.ts";
import { useReading } from "./reading.ts";

export interface PaletteProps {
  query: string;
  entries: readonly PaletteEntry[];
  stateOf(user: UserId): PresenceState;
  onQuery(query: string): void;
  onChoose(entry: PaletteEntry): void;
  onClose(): void;
}

/** Jump to a conversation or a person: type, choose with the arrows, open with Enter. */
export function Palette(props: PaletteProps) {
  const { words } = useReading();
  const { entries } = props;
  const { query } = props;
  // Of another query nothing is chosen, even where Enter follows a letter before any effect runs.
  // What is chosen stays so while others come to the list.
  const [selected, setSelected] = useState({ query, key: "" });
  const select = (index: number) => setSelected({ query, key: entries[index]?.key ?? "" });
  useEffect(() => show(0), [query]);
  const isSelected = ({ key }: PaletteEntry) => selected.query === query && key === selected.key;
  const chosen = Math.max(0, entries.findIndex(isSelected));
  const onlyRooms = entries.length === 1 && props.query !== "";

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
    <Veil label={words.t("palette.title")} onClose={props.onClose}>
      <div class="palette">
        <input
          data-focus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={idOf(chosen)}
          aria-label={words.t("palette.label")}
          placeholder={words.t("palette.label")}
          autocomplete="off"
          spellcheck={false}
          value={props.query}
          onInput={(event) => props.onQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {onlyRooms && (
          <p class="none" role="status">{words.t("palette.none", { query: props.query })}</p>
        )}
        <ul role="listbox" id="palette-list" aria-label={words.t("palette.title")}>
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
              <Entry entry={entry} stateOf={props.stateOf} />
            </li>
          ))}
        </ul>
        <footer aria-hidden="true">
          <span>
            <kbd>↑</kbd> <kbd>↓</kbd> {words.t("palette.choose")}
          </span>
          <span>
            <kbd>↵</kbd> {words.t("palette.open")}
          </span>
          <span>
            <kbd>Esc</kbd> {words.t("palette.close")}
          </span>
        </footer>
      </div>
    </Veil>
  );
}

function idOf(index: number): string {
  return `palette-${index}`;
}

/** What the keys choose is seen; what the pointer chooses is seen already, and must not move. */
function show(index: number): void {
  document.getElementById(idOf(index))?.scrollIntoView({ block: "nearest" });
}

function Entry({ entry, stateOf }: { entry: PaletteEntry; stateOf: PaletteProps["stateOf"] }) {
  const { words } = useReading();
  if (entry.is === "rooms") {
    return (
      <>
        <span class="sigil">
          <icons.search />
        </span>
        <span class="name">{words.t("palette.browse")}</span>
      </>
    );
  }
  if (entry.is === "person") {
    return (
      <>
        <Avatar name={entry.name} small />
        <span class="name">{words.t("palette.new-direct", { name: entry.name })}</span>
      </>
    );
  }
  const { with: other, name, topic, unread, mentions, kind } = entry.conversation;
  const calls = kind === "direct" ? unread : mentions;
  return (
    <>
      {other
        ? <Avatar name={other.name} presence={stateOf(other.id)} small />
        : <span class="sigil" aria-hidden="true">#</span>}
      <span class="name" dir="auto">
        {other?.name ?? name} {topic && <span class="faint">· {topic}</span>}
      </span>
      {unread > 0 && (
        <span class={calls > 0 ? "count calls" : "count"}>{words.number(calls || unread)}</span>
      )}
    </>
  );
}
