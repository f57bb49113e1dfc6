// What is drawn anew every few seconds must not take from a person what they are about to do.

/** Whether somebody is about to act on a row: it must not move, or go, from under their hands. */
export function isMidway(): boolean {
  const words = ".reports input[placeholder]:not(:placeholder-shown)";
  return document.querySelector(`details.pop[open], ${words}`) !== null;
}

/**
 * Keeps a choice among several. By itself a browser keeps only those that were touched: another one
 * that becomes the usual one would take the choice.
 */
export function holdChoice({ target }: Event): void {
  if (!(target instanceof HTMLInputElement) || target.type !== "radio") return;
  const group = target.form?.elements.namedItem(target.name);
  if (!(group instanceof RadioNodeList)) return;
  for (const one of group) {
    if (!(one instanceof HTMLInputElement)) continue;
    const { checked } = one;
    one.checked = checked; // touched
  }
}
