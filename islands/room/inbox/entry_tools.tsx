import { IconButton } from "../../../lib/ui/elements/icon_button.tsx";
import { icons } from "../../../lib/ui/elements/icons.tsx";
import { canBeDone, canBeLater, type InboxEntry } from "../../../lib/ui/inbox/inbox_entries.ts";
import { inboxIcons } from "../../../lib/ui/inbox/inbox_icons.tsx";
import type { InboxSection } from "../../../lib/ui/inbox/inbox_sections.ts";
import { useReading } from "../../../lib/ui/reading.ts";

/** In the head: puts away all that is listed and can be. */
export function ListTools({ entries, section, onDone }: {
  entries: readonly InboxEntry[];
  section: InboxSection | undefined;
  onDone(entries: readonly InboxEntry[]): void;
}) {
  const { words } = useReading();
  const listed = entries.filter((one) =>
    canBeDone(one) && (section === undefined || one.section === section)
  );
  if (listed.length === 0) return null;
  return (
    <IconButton
      label={words.t("inbox.all-done")}
      icon={inboxIcons.done}
      onClick={() => onDone(listed)}
    />
  );
}

/** At the side of a line: puts it away, or off. */
export function EntryTools({ entry, onDone, onLater }: {
  entry: InboxEntry;
  onDone(): void;
  onLater(entry: InboxEntry, anchor: HTMLElement): void;
}) {
  const { words } = useReading();
  return (
    <>
      {canBeDone(entry) && (
        <IconButton
          label={`${words.t("inbox.done")} (E)`}
          icon={inboxIcons.done}
          onClick={onDone}
        />
      )}
      {canBeLater(entry) && (
        <IconButton
          label={`${words.t("inbox.put-later")} (H)`}
          icon={icons.clock}
          onClick={({ currentTarget }) => onLater(entry, currentTarget)}
        />
      )}
    </>
  );
}
