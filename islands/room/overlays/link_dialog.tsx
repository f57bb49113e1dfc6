import { Dialog } from "../../../lib/ui/elements/dialog.tsx";
import { useReading } from "../../../lib/ui/reading.ts";

/** A link that the browser did not copy: it is selected, to be copied by hand. */
export function LinkDialog({ href, onClose }: { href: string; onClose(): void }) {
  const { words } = useReading();
  return (
    <Dialog title={words.t("act.copy-link")} onClose={onClose}>
      <div class="fields">
        <div class="input">
          <label for="field-link">{words.t("act.copy-by-hand")}</label>
          <input
            id="field-link"
            readOnly
            dir="ltr"
            value={href}
            data-focus
            onFocus={(event) => event.currentTarget.select()}
          />
        </div>
      </div>
    </Dialog>
  );
}
