/**
 * Whether a key belongs to an input method, which chooses among its words with it. 229 says so where
 * `isComposing` is not yet, or no more, set.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
