import { useState } from "preact/hooks";
import { spanOf } from "../../../lib/i18n/spans.ts";
import type { ConversationSummary } from "../../../lib/protocol/events.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { offeredVanishing } from "../../../lib/ui/vanish_times.ts";
import { callApi } from "../overlays/api.ts";
import { useSubmit } from "../panes/use_submit.ts";

/** Asks after which time what is said in a conversation vanishes (M11). */
export function VanishDialog({ conversation, onClose }: {
  conversation: ConversationSummary;
  onClose(): void;
}) {
  const { words } = useReading();
  const [error, setError] = useState<string | undefined>(undefined);
  const { id, vanishMs } = conversation;
  const offered = offeredVanishing(vanishMs);
  const submit = useSubmit(async (form) => {
    const afterMs = Number(new FormData(form).get("after")) || undefined;
    try {
      await callApi(`/conversations/${id}/vanish`, { afterMs }, "PUT");
      onClose();
    } catch (refusal) {
      setError(failureMessage(words, refusal));
    }
  });
  return (
    <Dialog title={words.t("vanish.title")} onClose={onClose}>
      <form class="fields" onSubmit={submit}>
        <div class="input">
          <label for="vanish-after">{words.t("vanish.after")}</label>
          <select id="vanish-after" name="after" data-focus>
            <option value="" selected={vanishMs === undefined}>{words.t("vanish.never")}</option>
            {offered.map((ms) => (
              <option key={ms} value={ms} selected={ms === vanishMs}>
                {spanOf(words.locale, ms)}
              </option>
            ))}
          </select>
          {error
            ? <span class="error" role="alert">{error}</span>
            : <small>{words.t("vanish.hint")}</small>}
        </div>
        <div class="choices">
          <button type="button" class="button" onClick={onClose}>{words.t("cancel")}</button>
          <button type="submit" class="button primary">{words.t("later.save")}</button>
        </div>
      </form>
    </Dialog>
  );
}
