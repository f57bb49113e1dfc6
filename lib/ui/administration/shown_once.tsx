import { CopyButton } from "./copy_button.tsx";

/** A text that is shown this once, to be copied: a token, or a link. */
export function ShownOnce({ text, label, hint }: { text: string; label: string; hint: string }) {
  return (
    <div class="fields new-token">
      <p>{hint}</p>
      <div class="row">
        <input class="link-field" readOnly value={text} aria-label={label} />
        <CopyButton text={text} />
      </div>
    </div>
  );
}
