import { Avatar } from "../../../lib/ui/elements/avatar.tsx";
import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { personLabel } from "../../../lib/ui/people_names.ts";
import { useReading } from "../../../lib/ui/reading.ts";
import { readAt } from "../../../lib/ui/timeline/parts/seen_by.tsx";
import type { Reader } from "../../../lib/ui/timeline/receipts.ts";

/** Who had read up to a message, and when, at the moment in which this was opened. */
export function ReadersDialog({ readers, onClose }: {
  readers: readonly Reader[];
  onClose(): void;
}) {
  const reading = useReading();
  const { words } = reading;
  return (
    <Dialog title={words.t("receipts.title")} onClose={onClose}>
      <ul class="reactors" tabIndex={0} aria-label={words.t("receipts.title")}>
        {readers.map((reader) => (
          <li key={reader.id}>
            <Avatar id={reader.id} name={reader.name} small />
            <span dir="auto">{personLabel(words, reader)}</span>
            <span class="faint">{readAt(reading, reader)}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
