import { useEffect, useId, useState } from "preact/hooks";
import type { Person } from "../../../lib/protocol/events.ts";
import { isComposing } from "../../../lib/ui/elements/composing.ts";
import { TextField, type TextFieldProps } from "../../../lib/ui/elements/text_field.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import { PeopleFound } from "../../../lib/ui/room/people_found.tsx";
import { useFoundPeople } from "./use_found_people.ts";

const NOBODY: readonly Person[] = [];

type FieldProps = Pick<TextFieldProps, "label" | "hint" | "error" | "required" | "readOnly">;

export interface PeopleFieldProps extends FieldProps {
  /** What is typed: it belongs to who draws the field, which may empty it. */
  text: string;
  /** Whom the list leaves out. */
  without?: readonly Person[];
  onText(text: string): void;
  /** Somebody of the list, by key or pointer. */
  onChoose(person: Person): void;
  /** Keys that the list has no use for. */
  onKeyDown?(event: KeyboardEvent): void;
}

/**
 * A field that finds people by the beginning of their name: a combobox whose list follows what is typed
 * (WAI-ARIA Authoring Practices, “Editable Combobox With List Autocomplete”). ↓ opens the list, also in
 * an empty field; Enter takes the one that is marked, Esc closes the list before the dialog.
 */
export function PeopleField(
  { text, without = NOBODY, onText, onChoose, ...field }: PeopleFieldProps,
) {
  const { words } = useReading();
  const id = useId();
  const query = text.trim();
  // It belongs to one query: Enter may follow a letter before any effect runs. A step that comes before
  // the list does is taken when it is there.
  const [list, setList] = useState({ query, index: -1, open: false });
  const { index, open } = list.query === query ? list : { index: -1, open: query !== "" };
  const found = useFoundPeople(open ? query : undefined, without);
  const marked = found[index];
  const optionId = (at: number) => `${id}-${at}`;
  useEffect(() => {
    if (marked) document.getElementById(optionId(index))?.scrollIntoView({ block: "nearest" });
  }, [marked]);

  function choose(person: Person) {
    setList({ query, index: -1, open: false });
    onChoose(person);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event) || field.readOnly) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      const places = found.length + 1; // one step is back to what was typed
      const next = found.length > 0 ? (index + 1 + step + places) % places - 1 : step > 0 ? 0 : -1;
      setList({ query, index: next, open: true });
    } else if (event.key === "Enter" && marked) {
      choose(marked);
    } else if (event.key === "Escape" && found.length > 0) {
      setList({ query, index: -1, open: false });
      event.stopPropagation();
    } else {
      return field.onKeyDown?.(event);
    }
    event.preventDefault();
  }

  return (
    <>
      <TextField
        {...field}
        name="asked"
        value={text}
        autocomplete="off"
        focus
        combobox={{
          list: id,
          isOpen: found.length > 0,
          active: marked ? optionId(index) : undefined,
        }}
        onKeyDown={onKeyDown}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <PeopleFound
        id={id}
        optionId={optionId}
        label={words.t("composer.suggestions")}
        people={found}
        selected={index}
        onChoose={choose}
      />
    </>
  );
}
