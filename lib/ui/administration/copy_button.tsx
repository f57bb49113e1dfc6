import { useState } from "preact/hooks";
import { useAdministration } from "./administration.ts";

/** Copies a text, where a script runs; elsewhere it is marked and copied by hand. */
export function CopyButton({ text }: { text: string }) {
  const { words, copy } = useAdministration();
  const [copied, setCopied] = useState(false);
  if (!copy) return null;
  return (
    <button
      type="button"
      class="button"
      aria-live="polite"
      onClick={() => void copy(text).then(() => setCopied(true), () => {})} // it stands there to be marked
    >
      {words.t(copied ? "invite.copied" : "invite.copy")}
    </button>
  );
}
