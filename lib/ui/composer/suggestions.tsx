import { useLayoutEffect } from "preact/hooks";
import type { Person, PresenceState } from "../../protocol/events.ts";
import { EmojiSign } from "../emoji/emoji_sign.tsx";
import { Avatar } from "../elements/avatar.tsx";
import { useReading } from "../reading.ts";
import type { Suggestion } from "../../text/completion.ts";

export interface SuggestionsProps {
  id: string;
  suggestions: readonly Suggestion[];
  selected: number;
  /** Whoever is called so, here or not, as far as the window knows. */
  personOf(name: string): Person | undefined;
  /** Whether they are here; `undefined` where the window does not know. */
  stateOf(user: string): PresenceState | undefined;
  onChoose(suggestion: Suggestion): void;
}

/** The suggestions for the token at the caret. The focus stays in the field. */
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
          // On mouse down: the field must not lose the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            props.onChoose(one);
          }}
        >
          {one.person
            ? <PersonSign name={one.person} {...props} />
            : (
              <span class="sigil" aria-hidden="true">
                {one.emoji ? <EmojiSign emoji={one.emoji} /> : one.key[0]}
              </span>
            )}
          <span class="name" dir="auto">
            {one.label}
            {one.hint && <span class="faint">{` · ${one.hint}`}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function PersonSign(
  { name, personOf, stateOf }: { name: string } & Pick<SuggestionsProps, "personOf" | "stateOf">,
) {
  const { id, bot } = personOf(name) ?? {};
  const presence = id === undefined || bot ? undefined : stateOf(id);
  return <Avatar id={id ?? name} name={name} presence={presence} small />;
}
