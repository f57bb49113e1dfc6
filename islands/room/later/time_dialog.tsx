import { useState } from "preact/hooks";
import { LATER_WITHIN_MS } from "../../../lib/protocol/limits.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useSubmit } from "../panes/use_submit.ts";
import { useWindow } from "../window/window_context.ts";
import { fieldOf, momentOfField } from "../../../lib/ui/later_times.ts";

export interface TimeDialogProps {
  title: string;
  button: string;
  /** The time that it shows at first. */
  at: number;
  /** The words, where they can be changed as well. */
  text?: string;
  /** Does it; what the server refuses is said at the field. */
  run(at: number, text: string | undefined): Promise<unknown>;
  onClose(): void;
}

/** Asks for a day and a time, and maybe for other words. */
export function TimeDialog({ title, button, at, text, run, onClose }: TimeDialogProps) {
  const { words, preferences: { timeZone } } = useReading();
  const { model } = useWindow();
  const [error, setError] = useState<string | undefined>(undefined);
  const submit = useSubmit(async (form) => {
    const data = new FormData(form);
    const chosen = momentOfField(String(data.get("at")), timeZone);
    if (chosen === undefined) return setError(words.t("later.no-time"));
    const written = data.get("text");
    try {
      await run(chosen, typeof written === "string" ? written : undefined);
      onClose();
    } catch (refusal) {
      setError(failureMessage(words, refusal));
    }
  });
  const now = model.now();
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="fields" onSubmit={submit}>
        {text !== undefined && (
          <div class="input">
            <label for="later-text">{words.t("later.words")}</label>
            <textarea id="later-text" name="text" rows={3} dir="auto" defaultValue={text} />
          </div>
        )}
        <div class="input">
          <label for="later-at">{words.t("later.when")}</label>
          <input
            id="later-at"
            type="datetime-local"
            name="at"
            required
            data-focus
            min={fieldOf(now, timeZone)}
            max={fieldOf(now + LATER_WITHIN_MS, timeZone)}
            defaultValue={fieldOf(at, timeZone)}
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error ? "later-error" : undefined}
          />
          {error && <span class="error" role="alert" id="later-error">{error}</span>}
        </div>
        <div class="choices">
          <button type="button" class="button" onClick={onClose}>{words.t("cancel")}</button>
          <button type="submit" class="button primary">{button}</button>
        </div>
      </form>
    </Dialog>
  );
}
