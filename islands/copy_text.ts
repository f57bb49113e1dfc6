/**
 * Copies a text to the clipboard. Pages over plain http have no `navigator.clipboard`, and a browser may
 * refuse it: then the text is copied from a field. Rejects where neither works.
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copyFromField(text)) throw new Error("This browser does not copy");
  }
}

function copyFromField(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.className = "sr-only";
  field.value = text;
  (before?.closest("dialog") ?? document.body).append(field); // beside an open one nothing is selected
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}
