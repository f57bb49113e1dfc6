/**
 * Whether a key event belongs to an input method editor. Key code 229 covers the events for which
 * `isComposing` is not set yet or no longer set.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
