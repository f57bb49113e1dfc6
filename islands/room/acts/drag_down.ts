/** Dragged this far, a sheet closes. */
const CLOSE_PX = 80;

/** Lets a finger drag a sheet down, from its upper end: let go beyond, it closes. */
export function dragDown(sheet: HTMLElement, close: () => void): () => void {
  let from: number | undefined;
  let by = 0;
  const onStart = (event: TouchEvent) => {
    from = sheet.scrollTop > 0 ? undefined : event.touches[0]?.clientY;
    by = 0;
  };
  const onMove = (event: TouchEvent) => {
    const at = event.touches[0]?.clientY;
    if (from === undefined || at === undefined) return;
    by = Math.max(0, at - from);
    if (by > 0 && event.cancelable) event.preventDefault(); // else the page behind goes along
    sheet.style.translate = by > 0 ? `0 ${by}px` : "";
  };
  const onEnd = () => {
    if (from !== undefined && by > CLOSE_PX) return close();
    from = undefined;
    sheet.style.translate = "";
  };
  sheet.addEventListener("touchstart", onStart, { passive: true });
  sheet.addEventListener("touchmove", onMove, { passive: false });
  sheet.addEventListener("touchend", onEnd);
  sheet.addEventListener("touchcancel", onEnd);
  return () => {
    sheet.removeEventListener("touchstart", onStart);
    sheet.removeEventListener("touchmove", onMove);
    sheet.removeEventListener("touchend", onEnd);
    sheet.removeEventListener("touchcancel", onEnd);
  };
}
