import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { personAddress } from "../../../lib/protocol/people.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useSubmit } from "../panes/use_submit.ts";
import { PeopleField } from "./people_field.tsx";

/** Whom one chose or typed. */
export interface ChosenPerson {
  /** What the server finds them by: their address, or what was typed. */
  asked: string;
  /** What they are called where people read of them. */
  name: string;
}

export interface PersonDialogProps {
  title: string;
  label: string;
  button: string;
  /** What else is asked, below the field. */
  children?: ComponentChildren;
  /** Another way to go on. */
  other?: { text: string; run(): void };
  /** Does it; what the server refuses is shown at the field. */
  run(person: ChosenPerson, form: HTMLFormElement | null): Promise<unknown>;
  onClose(): void;
}

/** Asks for one person: by name, or one of those whom the name finds. */
export function PersonDialog(props: PersonDialogProps) {
  const { words } = useReading();
  const [text, setText] = useState("");
  const [error, setError] = useState<string | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);

  async function choose(person: ChosenPerson) {
    try {
      await props.run(person, form.current);
      props.onClose();
    } catch (refusal) {
      setError(failureMessage(words, refusal));
    }
  }
  const submit = useSubmit(() => choose({ asked: text.trim(), name: text.trim() }));

  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form class="fields" ref={form} onSubmit={submit}>
        <PeopleField
          label={props.label}
          required
          error={error}
          text={text}
          onText={(typed) => {
            setText(typed);
            setError(undefined);
          }}
          onChoose={(person) => void choose({ asked: personAddress(person), name: person.name })}
        />
        {props.children}
        {props.other && (
          <p class="small">
            <button type="button" class="link" onClick={props.other.run}>{props.other.text}</button>
          </p>
        )}
        <div class="choices">
          <button type="button" class="button" onClick={props.onClose}>{words.t("cancel")}</button>
          <button type="submit" class="button primary">{props.button}</button>
        </div>
      </form>
    </Dialog>
  );
}
