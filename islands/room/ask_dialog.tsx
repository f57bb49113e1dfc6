import { useState } from "preact/hooks";
import { Dialog } from "../../lib/ui/dialog.tsx";
import { failureWords } from "../../lib/ui/failure_words.ts";
import { useReading } from "../../lib/ui/reading.ts";
import { TextField } from "../../lib/ui/text_field.tsx";
import { useSubmit } from "./use_submit.ts";

export interface AskDialogProps {
  title: string;
  label: string;
  button: string;
  value?: string;
  mayBeEmpty?: boolean;
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
      setError(failureWords(words, refusal));
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
