import { useState } from "preact/hooks";
import { useAdministration } from "./administration.ts";

/** Copies a text, where a script runs; where that is not to be had, it is selected to be copied by hand. */
export function CopyButton({ text }: { text: string }) {
  const { words, copy } = useAdministration();
  const [copied, setCopied] = useState(false);
  if (!copy) return null;
  return (
    <button
      type="button"
      class="button"
      aria-live="polite"
      onClick={({ currentTarget }) =>
        void copy(text).then(() => setCopied(true), () => selectBeside(currentTarget))}
    >
      {words.t(copied ? "invite.copied" : "invite.copy")}
    </button>
  );
}

/** Selects the text that stands beside its button. */
function selectBeside(button: HTMLElement): void {
  const field = button.closest("li, .new-token")?.querySelector<HTMLInputElement>(".link-field");
  field?.focus();
  field?.select();
}
