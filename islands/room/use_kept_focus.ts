import { useLayoutEffect } from "preact/hooks";

/** Keeps the focus in a region when what had it, a message or a button, is no longer drawn. */
export function useKeptFocus(region: { current: HTMLElement | null }): void {
  const inside = region.current?.contains(document.activeElement);
  useLayoutEffect(() => {
    const element = region.current;
    if (inside && element && !element.contains(document.activeElement)) {
      element.focus({ preventScroll: true });
    }
  });
}
