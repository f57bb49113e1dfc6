import { useState } from "preact/hooks";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { Bookmark } from "../../../lib/protocol/own_marks.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { TextField } from "../../../lib/ui/elements/text_field.tsx";
import { failureMessage } from "../../../lib/ui/failure_message.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { useSubmit } from "../panes/use_submit.ts";
import { useWindow } from "../window/window_context.ts";
import { bookmark } from "./bookmark_api.ts";
import { toggleBookmark } from "./toggle_bookmark.ts";

export interface BookmarkDialogProps {
  conversation: ConversationId;
  seq: number;
  known: Bookmark;
  onClose(): void;
}

/** The note on a bookmark, which is the reader's alone. */
export function BookmarkDialog({ conversation, seq, known, onClose }: BookmarkDialogProps) {
  const window = useWindow();
  const { words } = useReading();
  const [error, setError] = useState<string | undefined>(undefined);
  const submit = useSubmit(async (form) => {
    try {
      await bookmark(conversation, seq, String(new FormData(form).get("note") ?? ""));
      onClose();
    } catch (refusal) {
      setError(failureMessage(words, refusal));
    }
  });
  return (
    <Dialog title={words.t("bookmark.title")} onClose={onClose}>
      <form class="fields" onSubmit={submit}>
        <TextField
          name="note"
          label={words.t("bookmark.note")}
          defaultValue={known.note}
          autocomplete="off"
          hint={words.t("bookmark.note-hint")}
          focus
          error={error}
        />
        <div class="choices">
          <button
            type="button"
            class="button"
            onClick={() => {
              onClose();
              toggleBookmark(window, conversation, seq, known);
            }}
          >
            {words.t("act.unbookmark")}
          </button>
          <button type="submit" class="button primary">{words.t("bookmark.save")}</button>
        </div>
      </form>
    </Dialog>
  );
}
