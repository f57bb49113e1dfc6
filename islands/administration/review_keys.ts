/** Where keys are typed, they are letters. */
const TYPED_IN = "input, textarea, select, [contenteditable]";

/**
 * Keys of the list of what waits for a moderator: j and k go through it, a lets through or marks as
 * handled, r goes to the reason, which Enter sends, and ? shows the keys. Gives what ends it.
 */
export function watchReviewKeys(): () => void {
  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : undefined;
    if (target?.closest(TYPED_IN)) {
      if (event.key === "Escape") target.closest<HTMLElement>("[data-review]")?.focus();
      return;
    }
    const rows = [...document.querySelectorAll<HTMLElement>("[data-review]")];
    if (rows.length === 0) return;
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[at];
    switch (event.key) {
      case "j":
        rows[Math.min(at + 1, rows.length - 1)]?.focus();
        break;
      case "k":
        rows[Math.max(at - 1, 0)]?.focus();
        break;
      case "a":
        row?.querySelector<HTMLElement>("[data-approve]")?.click();
        break;
      case "r":
        row?.querySelector<HTMLElement>("input[name=words]")?.focus();
        break;
      case "?":
        document.querySelector<HTMLElement>(".keys-help > summary")?.click();
        break;
      default:
        return;
    }
    event.preventDefault();
  }
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
