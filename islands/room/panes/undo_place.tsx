import { loadLate } from "../load_late.ts";
import { lazy } from "../../../lib/ui/elements/lazy.ts";
import { useWindow } from "../window/window_context.ts";
import type { UndoToastProps } from "./undo_toast.tsx";

const LazyUndoToast = lazy<UndoToastProps>(() => loadLate().then(({ UndoToast }) => UndoToast));

/** Where it is said what was just done and can be taken back. */
export function UndoPlace() {
  const window = useWindow();
  const offer = window.undo.current.value;
  return (
    <div class="toast-place" role="status">
      {offer && <LazyUndoToast offer={offer} onFail={() => window.showLoadFailure()} />}
    </div>
  );
}
