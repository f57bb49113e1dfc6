import { useLayoutEffect } from "preact/hooks";

/**
 * Keeps the focus in a region when what had it, a message, a link or a button, was moved, is drawn
 * anew in another place, or is there no more: then `refuge` has it.
 */
export function useKeptFocus(
  region: { current: HTMLElement | null },
  refuge: { current: HTMLElement | null } = region,
): void {
  const had = region.current?.contains(document.activeElement) ? document.activeElement : undefined;
  useLayoutEffect(() => {
    if (!(had instanceof HTMLElement)) return;
    for (const next of [had, sameControl(region.current, had), refuge.current]) {
      // What took it in the same drawing, the composer of a place one comes to, shall have it.
      if (focusIsHeld()) return;
      next?.focus({ preventScroll: true });
    }
  });
}

/** Whether something has the focus: not what is gone, or what a narrow window no longer shows. */
export function focusIsHeld(): boolean {
  const focused = document.activeElement;
  return focused !== null && focused !== document.body && focused.checkVisibility();
}

function sameControl(region: HTMLElement | null, gone: HTMLElement): HTMLElement | undefined {
  const href = gone.getAttribute("href");
  const selector = gone.id ? `#${CSS.escape(gone.id)}` : href && `a[href="${CSS.escape(href)}"]`;
  return (selector && region?.querySelector<HTMLElement>(selector)) || undefined;
}
