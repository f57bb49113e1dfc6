import { PATHS } from "../paths.ts";
import { useReading } from "../reading.ts";
import { canBeDone, type InboxEntry } from "./inbox_entries.ts";
import type { InboxSection } from "./inbox_sections.ts";

/** What is done with a line below it; each without a script too, but for another time. */
export interface LaterActions {
  change(entry: InboxEntry): void;
  putOff(entry: InboxEntry, anchor: HTMLElement): void;
  send(entry: InboxEntry): void;
  end(entry: InboxEntry): void;
}

/**
 * Below a line: what becomes of what waits for its time. Where no pointer hovers, or no script runs, what
 * else stands at the side.
 */
export function EntryActs({ entry, section, later }: {
  entry: InboxEntry;
  section: InboxSection | undefined;
  later?: LaterActions;
}) {
  const { words } = useReading();
  const fields = fieldsOf(entry);
  if (!fields) return null;
  const isLater = entry.section === "later";
  const press = (run: ((entry: InboxEntry) => void) | undefined) => (event: Event) => {
    if (!run) return;
    event.preventDefault();
    run(entry);
  };
  return (
    <form
      class={isLater ? "entry-acts" : "entry-acts at-side"}
      method="post"
      action={PATHS.inbox}
    >
      {Object.entries({ ...fields, section }).map(([name, value]) =>
        value !== undefined && <input key={name} type="hidden" name={name} value={value} />
      )}
      {isLater && later && (
        <button type="button" class="link" onClick={() => later.change(entry)}>
          {words.t("later.change")}
        </button>
      )}
      {!isLater && later && (
        <button
          type="button"
          class="link"
          onClick={({ currentTarget }) => later.putOff(entry, currentTarget)}
        >
          {words.t("inbox.put-later")}
        </button>
      )}
      {entry.is === "scheduled" && (
        <button type="submit" class="link" name="do" value="send" onClick={press(later?.send)}>
          {words.t("later.send-now")}
        </button>
      )}
      <button type="submit" class="link" name="do" value="end" onClick={press(later?.end)}>
        {words.t(isLater && !canBeDone(entry) ? "later.cancel" : "inbox.done")}
      </button>
    </form>
  );
}

/** What a form says of a line that something can be done with. */
function fieldsOf(entry: InboxEntry): Record<string, string | number> | undefined {
  switch (entry.is) {
    case "scheduled":
    case "reminder":
      return { later: entry.id };
    case "mention":
      return { conversation: entry.conversation.id, seq: entry.seq };
    case "thread":
      return { conversation: entry.conversation.id, thread: entry.seq, seq: entry.last };
    default:
      return undefined;
  }
}
