import { useReading } from "../../../lib/ui/reading.ts";
import type { Failing } from "../../../lib/ui/elements/lazy.ts";
import type { UndoOffer } from "../window/undo_offers.ts";
import { useWindow } from "../window/window_context.ts";

export interface UndoToastProps extends Failing {
  offer: UndoOffer;
}

/** What was just done, and how to take it back. It stays while somebody is at it. */
export function UndoToast({ offer }: UndoToastProps) {
  const { undo } = useWindow();
  const { words } = useReading();
  return (
    <div
      class="toast"
      onPointerEnter={() => undo.hold()}
      onPointerLeave={() => undo.release()}
      onFocusIn={() => undo.hold()}
      onFocusOut={() => undo.release()}
    >
      <span>{offer.text}</span>
      <button type="button" class="button plain small" onClick={() => undo.take()}>
        {words.t("undo")}
      </button>
    </div>
  );
}
