import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { personAddress } from "../../../lib/protocol/people.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { TextField } from "../../../lib/ui/elements/text_field.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { PeopleFound } from "../../../lib/ui/room/people_found.tsx";
import { useSubmit } from "../panes/use_submit.ts";
import { useWindow } from "../window/window_context.ts";
import { useFoundPeople } from "./use_found_people.ts";
import { useSelection } from "./use_selection.ts";

const LIST = "people-found";

export interface PersonDialogProps {
  title: string;
  label: string;
  button: string;
  /** What else is asked, below the field. */
  children?: ComponentChildren;
  /** Another way to go on. */
  other?: { text: string; run(): void };
  /** Does it, with a name or an address; what the server refuses is shown at the field. */
  run(person: string, form: HTMLFormElement | null): Promise<unknown>;
  onClose(): void;
}

/** Asks for one person: by name, or one of those whom the name finds. */
export function PersonDialog(props: PersonDialogProps) {
  const { model } = useWindow();
  const { words } = useReading();
  const [query, setQuery] = useState("");
  const [error, setError] = useState<string | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const found = useFoundPeople(query);
  const { selected, step } = useSelection(query, found.length);

  async function choose(person: string) {
    try {
      await props.run(person, form.current);
      props.onClose();
    } catch (refusal) {
      setError(failureMessage(words, refusal));
    }
  }
  const submit = useSubmit(async (form) => {
    const chosen = found[selected];
    const typed = String(new FormData(form).get("asked") ?? "").trim();
    await choose(chosen ? personAddress(chosen) : typed);
  });

  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form class="fields" ref={form} onSubmit={submit}>
        <TextField
          name="asked"
          label={props.label}
          autocomplete="off"
          required
          focus
          error={error}
          combobox={{ list: LIST, active: selected < 0 ? undefined : `${LIST}-${selected}` }}
          onKeyDown={step}
          onInput={(event) => {
            setQuery(event.currentTarget.value.trim());
            setError(undefined);
          }}
        />
        <PeopleFound
          id={LIST}
          label={words.t("composer.suggestions")}
          people={found}
          selected={selected}
          stateOf={(user) => model.stateOf(user)}
          onChoose={(person) => void choose(personAddress(person))}
        />
        {props.children}
        <div class="choices">
          {props.other && (
            <button type="button" class="link" onClick={props.other.run}>{props.other.text}</button>
          )}
          <button type="button" class="button" onClick={props.onClose}>{words.t("cancel")}</button>
          <button type="submit" class="button primary">{props.button}</button>
        </div>
      </form>
    </Dialog>
  );
}
