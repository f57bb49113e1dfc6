import { useLayoutEffect } from "preact/hooks";

/** Keeps the focus in a region when what had it, a message or a button, is no longer drawn. */
export function useKeptFocus(region: { current: HTMLElement | null }): void {
  const inside = region.current?.contains(document.activeElement);
  useLayoutEffect(() => {
    // What took it in the same drawing, the composer of a place one comes to, shall have it.
    if (inside && !focusIsHeld()) region.current?.focus({ preventScroll: true });
  });
}

/** Whether something has the focus: not what is gone, or what a narrow window no longer shows. */
export function focusIsHeld(): boolean {
  const focused = document.activeElement;
  return focused !== null && focused !== document.body && focused.checkVisibility();
}
