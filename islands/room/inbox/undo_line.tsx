import { useReading } from "../../../lib/ui/reading.ts";

/** Below the list: what was put away, and how to bring it back. */
export function UndoLine({ count, onUndo }: { count: number; onUndo(): void }) {
  const { words } = useReading();
  return (
    <p class="undo-line">
      <span role="status">{words.t("inbox.was-done", { count })}</span>
      <button type="button" class="link" onClick={onUndo}>{words.t("inbox.undo")}</button>
    </p>
  );
}
