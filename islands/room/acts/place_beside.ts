/** Between what floats, what it belongs to, and the edges of the window. */
const GAP_PX = 6;

/**
 * Places what floats below its anchor, above it where there is no room below; ends together, or starts
 * where it would reach out of the region that it belongs to.
 */
export function placeBeside(floating: HTMLElement, anchor: HTMLElement): void {
  // A message reaches across the whole region; what is read of it does not.
  const bubble = anchor.querySelector(":scope .bubble");
  const at = (bubble ?? anchor).getBoundingClientRect();
  const { width, height } = floating.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const rtl = getComputedStyle(anchor).direction === "rtl";
  const below = at.bottom + GAP_PX;
  const above = at.top - GAP_PX - height;
  const top = below + height <= clientHeight - GAP_PX || above < GAP_PX ? below : above;
  const place = anchor.closest("[data-region]")?.getBoundingClientRect();
  const fits = rtl
    ? at.left + width <= (place?.right ?? clientWidth)
    : at.right - width >= (place?.left ?? 0);
  const left = rtl === fits ? at.left : at.right - width;
  floating.style.top = `${within(top, height, clientHeight)}px`;
  floating.style.left = `${within(left, width, clientWidth)}px`;
}

function within(start: number, size: number, all: number): number {
  return Math.max(GAP_PX, Math.min(start, all - size - GAP_PX));
}
