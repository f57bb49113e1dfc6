/** Where a caret stands in a text that became another one: where it stood, as far as there is such a place. */
export function caretAfter(before: string, after: string, caret: number): number {
  if (caret === before.length) return after.length; // who writes at the end goes on there
  if (after.startsWith(before.slice(0, caret))) return caret;
  const behind = before.slice(caret);
  return after.endsWith(behind) ? after.length - behind.length : after.length;
}
