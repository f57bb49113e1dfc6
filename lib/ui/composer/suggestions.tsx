import { useLayoutEffect } from "preact/hooks";
import type { PresenceState } from "../../protocol/events.ts";
import { Avatar } from "../avatar.tsx";
import { useReading } from "../reading.ts";
import type { Suggestion } from "./completion.ts";

export interface SuggestionsProps {
  id: string;
  suggestions: readonly Suggestion[];
  selected: number;
  presenceOf(person: string): PresenceState | undefined;
  onChoose(suggestion: Suggestion): void;
}

/** What the word at the caret may become. The focus stays in the field. */
export function Suggestions(props: SuggestionsProps) {
  const { words } = useReading();
  useLayoutEffect(() => {
    document.getElementById(`${props.id}-${props.selected}`)?.scrollIntoView({ block: "nearest" });
  }, [props.suggestions, props.selected]);
  return (
    <ul
      class="suggestions"
      role="listbox"
      id={props.id}
      aria-label={words.t("composer.suggestions")}
    >
      {props.suggestions.map((one, index) => (
        <li
          key={one.key}
          class="place"
          role="option"
          id={`${props.id}-${index}`}
          aria-selected={index === props.selected}
          // Pressed before the field could lose the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            props.onChoose(one);
          }}
        >
          {one.person
            ? <Avatar name={one.person} presence={props.presenceOf(one.person)} small />
            : <span class="sigil" aria-hidden="true">{one.emoji ?? one.key[0]}</span>}
          <span class="name" dir="auto">{one.label}</span>
        </li>
      ))}
    </ul>
  );
}
