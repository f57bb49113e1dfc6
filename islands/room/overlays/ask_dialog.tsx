import { useState } from "preact/hooks";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { TextField } from "../../../lib/ui/elements/text_field.tsx";
import { useSubmit } from "../panes/use_submit.ts";

export interface AskDialogProps {
  title: string;
  label: string;
  button: string;
  value?: string;
  mayBeEmpty?: boolean;
  hint?: string;
  /** Does it; what the server refuses is said at the field, which keeps what was typed. */
  run(text: string): Promise<unknown>;
  onClose(): void;
}

/** Asks for one line of text. */
export function AskDialog(props: AskDialogProps) {
  const { words } = useReading();
  const [error, setError] = useState<string | undefined>(undefined);
  const submit = useSubmit(async (form) => {
    const text = String(new FormData(form).get("asked") ?? "").trim();
    try {
      await props.run(text);
      props.onClose();
    } catch (refusal) {
      setError(failureMessage(words, refusal));
    }
  });

  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form class="fields" onSubmit={submit}>
        <TextField
          name="asked"
          label={props.label}
          defaultValue={props.value}
          autocomplete="off"
          required={!props.mayBeEmpty}
          focus
          hint={props.hint}
          error={error}
        />
        <div class="choices">
          <button type="button" class="button" onClick={props.onClose}>{words.t("cancel")}</button>
          <button type="submit" class="button primary">{props.button}</button>
        </div>
      </form>
    </Dialog>
  );
}
