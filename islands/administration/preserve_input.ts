// The page is drawn again every few seconds; what a person is entering must survive that.

/** Whether somebody has a menu or a reply open: rows must not move or go while they use it. */
export function isEditing(): boolean {
  const filledReply = ".reports input[placeholder]:not(:placeholder-shown)";
  return document.querySelector(`details.pop[open], ${filledReply}`) !== null;
}

/**
 * Preserves the choice in a group of radio buttons. A browser preserves only those that were touched:
 * when another one becomes the default, the choice would move to it.
 */
export function preserveChoice({ target }: Event): void {
  if (!(target instanceof HTMLInputElement) || target.type !== "radio") return;
  const group = target.form?.elements.namedItem(target.name);
  if (!(group instanceof RadioNodeList)) return;
  for (const one of group) {
    if (!(one instanceof HTMLInputElement)) continue;
    const { checked } = one;
    one.checked = checked; // setting it marks it as touched
  }
}
