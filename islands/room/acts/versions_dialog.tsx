import { useEffect, useState } from "preact/hooks";
import type { ConversationId } from "../../../lib/protocol/events.ts";
import type { Version } from "../../../lib/protocol/requests/edits.ts";
import { difference } from "../../../lib/text/difference.ts";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { VersionList } from "../../../lib/ui/timeline/version_list.tsx";
import { useReading } from "../../../lib/ui/reading.ts";
import { useWindow } from "../window/window_context.ts";

export interface VersionsDialogProps {
  conversation: ConversationId;
  seq: number;
  onClose(): void;
}

/** What a message said before it was edited, the words of now first; each with what changed. */
export function VersionsDialog({ conversation, seq, onClose }: VersionsDialogProps) {
  const { model, showError } = useWindow();
  const { words } = useReading();
  const [versions, setVersions] = useState<readonly Version[]>([]);
  const [more, setMore] = useState(true);

  function load(before?: number) {
    model.versions(conversation, seq, before).then((page) => {
      setVersions((known) => before === undefined ? page.versions : [...page.versions, ...known]);
      setMore(page.more);
    }).catch((error) => {
      onClose();
      showError(error);
    });
  }
  useEffect(() => load(), []);

  return (
    <Dialog title={words.t("versions.title")} onClose={onClose} broad>
      {versions.length === 0 && <p role="status">{words.t("timeline.loading")}</p>}
      <VersionList versions={versions} compare={difference} />
      {versions.length > 0 && more && (
        <button
          type="button"
          class="button"
          onClick={() => load(versions[0]?.version)}
        >
          {words.t("versions.earlier")}
        </button>
      )}
    </Dialog>
  );
}
